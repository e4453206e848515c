"""Placeholder."""
import math


class Scene:
    def draw(self, ctx, phase):
        ctx.set_source_rgb(0.6,0.6,0.4)
        ctx.paint()
        ctx.set_source_rgb(0.9, 0.9, 0.9)
        ctx.rectangle(800 + 500 * math.sin(6.2832 * phase), 400, 200, 300)
        ctx.fill()
