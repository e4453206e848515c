// All pieces of a scene, from the back to the front.
#include "core/draw/paint.h"
#include "core/draw/trace.h"

namespace sunhall::paint {

void scene(const Brush& brush, const Scene& scene) {
  if (scene.header) header(brush, *scene.header);
  for (const Tile& one : scene.tiles) tile(brush, one, scene);
  if (!scene.empty_text.empty()) {
    brush.pen.paragraph(
        scene.safe, scene.empty_text,
        {.em = scene.text.body, .color = brush.colors.ink, .align = Align::kCenter});
  }
  if (!scene.tabs.empty()) tabs(brush, scene.tabs_rect, scene.tabs);
  if (scene.overview) overview(brush, *scene.overview);
  if (scene.meal) meal(brush, *scene.meal);
  if (scene.panel) panel(brush, *scene.panel);
  if (scene.qr) qr(brush, *scene.qr);
  if (scene.trace) trace(brush, *scene.trace, scene.safe);
  if (scene.night) night(brush, *scene.night, scene.text.huge);
  if (scene.notice) notice(brush, *scene.notice, scene.screen);
  buttons(brush, scene.buttons, scene.buttons_rect);
  banner(brush, scene.banner, scene.banner_rect);
  if (scene.menu) menu(brush, *scene.menu);
  if (scene.pin) pin(brush, *scene.pin, scene.screen);
  if (!scene.menu) hints(brush, scene.hints, scene.safe);
}

}  // namespace sunhall::paint
