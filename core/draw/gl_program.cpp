#include "core/draw/gl_program.h"

#include <GLES3/gl3.h>

#include <array>
#include <string>
#include <utility>

namespace sunhall {
namespace {

constexpr std::string_view kVersion = "#version 300 es\n";

GLuint compile(GLenum kind, std::string_view source) {
  const GLuint shader = glCreateShader(kind);
  const std::array parts = {kVersion.data(), source.data()};
  const std::array lengths = {static_cast<GLint>(kVersion.size()),
                              static_cast<GLint>(source.size())};
  glShaderSource(shader, static_cast<GLsizei>(parts.size()), parts.data(), lengths.data());
  glCompileShader(shader);
  return shader;
}

std::string complaint(GLuint vertex, GLuint fragment) {
  for (const GLuint shader : {vertex, fragment}) {
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_TRUE) continue;
    std::array<char, 512> log{};
    glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
    const std::string_view said = log.data();
    return "shader does not compile: " + std::string(said.substr(0, said.find('\n')));
  }
  return "shader program does not link";
}

}  // namespace

// A browser compiles beside us until somebody asks how it went: so that is asked once, at the end.
Result<GlProgram> GlProgram::make(std::string_view vertex, std::string_view fragment) {
  const GLuint vertex_shader = compile(GL_VERTEX_SHADER, vertex);
  const GLuint fragment_shader = compile(GL_FRAGMENT_SHADER, fragment);
  GlProgram program;
  program.id_ = glCreateProgram();
  glAttachShader(program.id_, vertex_shader);
  glAttachShader(program.id_, fragment_shader);
  glLinkProgram(program.id_);
  GLint linked = GL_FALSE;
  glGetProgramiv(program.id_, GL_LINK_STATUS, &linked);
  const std::string why =
      linked == GL_TRUE ? std::string() : complaint(vertex_shader, fragment_shader);
  glDeleteShader(vertex_shader);
  glDeleteShader(fragment_shader);
  if (!why.empty()) return fail(ErrorKind::kUnsupported, why);
  return program;
}

GlProgram::GlProgram(GlProgram&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

GlProgram& GlProgram::operator=(GlProgram&& other) noexcept {
  std::swap(id_, other.id_);
  return *this;
}

GlProgram::~GlProgram() {
  if (id_ != 0) glDeleteProgram(id_);
}

int GlProgram::uniform(const char* name) const {
  return glGetUniformLocation(id_, name);
}

}  // namespace sunhall
