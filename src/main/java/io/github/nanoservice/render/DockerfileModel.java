package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceProtocol;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values of {@code Dockerfile.mustache}. The labels are quoted words.
 *
 * @param baseImage the image to start from
 * @param systemPackages packages that apt installs, with blanks between them, if there are any
 * @param wheel the runtime's file in the build context
 * @param install what pip installs
 * @param compile a command in exec form that compiles the installed modules
 * @param title label: name of the service
 * @param description label: its functions
 * @param version label: version of the project
 * @param base label: the base image without its digest
 * @param digest label: the digest of the base image, if it is given
 * @param modules how its further modules and its data are copied
 */
record DockerfileModel(
    String baseImage,
    Optional<String> systemPackages,
    String wheel,
    InstallSteps install,
    String compile,
    String title,
    String description,
    String version,
    String base,
    Optional<String> digest,
    ModuleCopies modules) {

  /** The port that the service listens on. */
  int port() {
    return ServiceProtocol.PORT;
  }

  /**
   * {@code python -m compileall} has no option that ignores files with syntax errors. It compiles a
   * file again whose bytecode has a hash, which would store the standard library in a second layer.
   */
  private static final String COMPILE =
      "[\"python\", \"-c\", \"import compileall, importlib.util, os, py_compile, sys;"
          + " mode = py_compile.PycInvalidationMode.UNCHECKED_HASH;"
          + " cached = lambda self, file: os.path.exists(importlib.util.cache_from_source(file));"
          + " [compileall.compile_dir(path, quiet=2, invalidation_mode=mode,"
          + " rx=type('Compiled', (), {'search': cached})()) for path in sys.path[1:]]\"]";

  /** Returns the values for one service. */
  static DockerfileModel of(
      ServiceEntry service,
      String wheel,
      InstallSteps install,
      ModuleCopies modules,
      RenderSettings settings) {
    String functions =
        service.endpoints().stream()
            .map(endpoint -> endpoint.name() + " of " + endpoint.module())
            .collect(Collectors.joining(", "));
    ImageReference base = ImageReference.of(service.configuration().baseImage());
    return new DockerfileModel(
        service.configuration().baseImage(),
        Optional.of(String.join(" ", service.configuration().systemPackages()))
            .filter(packages -> !packages.isEmpty()),
        wheel,
        install,
        COMPILE,
        quoted(service.name()),
        quoted(functions),
        quoted(settings.version()),
        quoted(base.reference()),
        base.digest().map(each -> quoted(each.text())),
        modules);
  }

  /**
   * Quotes a word so that the builder expands neither escapes nor variables in it. A control
   * character, which would end the line, becomes a space.
   */
  private static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", " ").replaceAll("[\\\\\"$]", "\\\\$0") + '"';
  }
}
