package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code Dockerfile.mustache} shows.
 *
 * @param baseImage where it starts from
 * @param compile a command in exec form that compiles what is installed
 * @param title a quoted word: the service
 * @param description a quoted word: its functions
 * @param version a quoted word: the project's
 * @param base a quoted word: the base image
 * @param parts the directory of further modules, where there are any
 */
record DockerfileModel(
    String baseImage,
    String compile,
    String title,
    String description,
    String version,
    String base,
    Optional<String> parts) {

  /** The port that the service listens on. */
  int port() {
    return ServiceProtocol.PORT;
  }

  /** No argument of {@code python -m compileall} lets a file pass that is not for this Python. */
  private static final String COMPILE =
      "[\"python\", \"-c\", \"import compileall, py_compile, sys;"
          + " mode = py_compile.PycInvalidationMode.UNCHECKED_HASH;"
          + " [compileall.compile_dir(path, quiet=2, invalidation_mode=mode)"
          + " for path in ['/service', *sys.path[1:]]]\"]";

  static DockerfileModel of(ServiceEntry service, Optional<String> parts, RenderSettings settings) {
    String functions =
        service.endpoints().stream()
            .map(endpoint -> endpoint.name() + " of " + endpoint.module())
            .collect(Collectors.joining(", "));
    return new DockerfileModel(
        settings.baseImage(),
        COMPILE,
        quoted(service.name()),
        quoted(functions),
        quoted(settings.version()),
        quoted(settings.baseImage()),
        parts);
  }

  /** A word in double quotes, in which a builder takes nothing for an escape or a variable. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("[\\\\\"$]", "\\\\$0") + '"';
  }
}
