// What Dear ImGui's OpenGL backend asks GL for before it draws, answered without asking GL.
//
// The backend saves GL's state before a frame and restores it after, which is a courtesy to
// whoever draws besides it. In a browser each of those questions waits for the GPU's process. The
// painter sets all state that it needs itself, so the backend is told that everything is as GL
// starts out, and leaves it so. cmake/imgui.cmake compiles it against these names; why everywhere
// and not in browsers only: docs/decisions/0070-gl-is-told-not-asked.md.
#include <GLES3/gl3.h>

extern "C" {

void sunhall_gl_get_integer(GLenum name, GLint* out) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *out = GL_TEXTURE0;
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *out = GL_ONE;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *out = GL_FUNC_ADD;
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:  // GL_ZERO, as nothing is bound is 0
    case GL_CURRENT_PROGRAM:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
      *out = 0;
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:  // any will do: the painter sets both before it uses them
      out[0] = out[1] = 0;
      out[2] = out[3] = 1;
      return;
    default:  // limits and versions, once at the start
      glGetIntegerv(name, out);
  }
}

GLboolean sunhall_gl_is_enabled(GLenum) {
  return GL_FALSE;
}

GLboolean sunhall_gl_is_program(GLuint program) {
  return program != 0 ? GL_TRUE : GL_FALSE;
}

// Its shaders are its own and compile wherever ours do, and of ours it is asked whether they did.
void sunhall_gl_get_made(GLuint, GLenum name, GLint* out) {
  *out = name == GL_INFO_LOG_LENGTH ? 0 : GL_TRUE;
}

}  // extern "C"
