package io.github.nanoservice.bundle;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.render.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rendered bundles for tests. */
public final class Renderings {
  private Renderings() {}

  /** Returns a bundle with one service for each function, whose server contains a text. */
  public static Rendering of(String text, String... functions) {
    byte[] runtime = bytes("the runtime");
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("compose.yaml", bytes(String.join(" ", functions)));
    for (String function : functions) {
      files.put(function + "/main.py", bytes(function + ": " + text));
      files.put(function + "/nanoservice/__init__.py", runtime);
    }
    return new Rendering(
        List.of(functions).stream().map(Renderings::service).toList(), files, new TreeMap<>());
  }

  /** Returns the same bundle with other content in one file. */
  static Rendering with(Rendering rendering, String path, String text) {
    SortedMap<String, byte[]> files = new TreeMap<>(rendering.files());
    files.put(path, bytes(text));
    return new Rendering(rendering.services(), files, rendering.copies());
  }

  /** Returns the record of a build of a bundle; its inputs are always the same. */
  static Build build(Rendering rendering) {
    int services = rendering.services().size();
    return new Build(
        "inputs",
        List.of(),
        List.of("main"),
        Optional.of("main"),
        services,
        services,
        rendering.files().size());
  }

  private static ServiceEntry service(String function) {
    EndpointEntry endpoint =
        new EndpointEntry(
            function,
            EndpointEntry.Kind.FUNCTION,
            function.toLowerCase(),
            "/",
            function.equals("main") ? OptionalInt.of(8081) : OptionalInt.empty(),
            "größen",
            "größen.py",
            new EndpointEntry.Lines(1, 2),
            false,
            false,
            "(name=\"\\n😀\")",
            List.of(new EndpointEntry.ParameterEntry("name", Parameter.Kind.POSITIONAL_OR_KEYWORD)),
            List.of());
    return new ServiceEntry(
        function,
        function.toLowerCase(),
        function,
        List.of(endpoint),
        List.of("Flask>=2.3"),
        ServiceConfiguration.defaults("512m", "python:3.13-slim"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
