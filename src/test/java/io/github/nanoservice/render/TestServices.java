package io.github.nanoservice.render;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Source;
import io.github.nanoservice.python.Span;
import io.github.nanoservice.topology.Binding;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import io.github.nanoservice.topology.SourceFile;
import io.github.nanoservice.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Topologies for tests, from source text that keeps to a very plain layout. */
public final class TestServices {
  private static final String EOL = "(?:\\r\\n|\\r|\\n)";
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?<=\\A|[\\r\\n\\f])((?:@[^\\r\\n]*"
              + EOL
              + ")*)(async )?def (\\w+)[^\\r\\n]*"
              + "(?:"
              + EOL
              + "++(?:[ \\t\\f)][^\\r\\n]*))*",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NAME =
      Pattern.compile("(?<![.\\w])[\\w&&[^\\d]]\\w*", Pattern.UNICODE_CHARACTER_CLASS);

  private TestServices() {}

  /** A module whose functions begin in column 1, every later line of theirs indented. */
  public static SourceFile file(String path, String text) {
    Source source = new Source(text);
    List<Function> functions = new ArrayList<>();
    Matcher found = FUNCTION.matcher(text);
    while (found.find()) {
      functions.add(function(found));
    }
    String name = path.replaceFirst("\\.py$", "").replace('/', '.');
    Module module = new Module(source, functions, List.of(), List.of(), List.of());
    return new SourceFile(path, name, false, module);
  }

  private static Function function(Matcher found) {
    String text = found.group();
    List<Reference> references = new ArrayList<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      Span span = new Span(found.start() + name.start(), found.start() + name.end());
      boolean decorates = name.start() < found.group(1).length();
      references.add(
          new Reference(
              name.group(),
              List.of(),
              span,
              Reference.Use.CALL,
              decorates ? Reference.Moment.DEFINITION : Reference.Moment.CALL));
    }
    return new Function(
        found.group(3),
        new Span(found.start(), found.end()),
        new Span(found.start(3), found.end(3)),
        found.group(2) != null,
        text.contains("yield"),
        List.of(),
        Optional.empty(),
        references,
        List.of());
  }

  public static Endpoint endpoint(SourceFile file, String name) {
    return endpoint(file, name, name, name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  public static Endpoint endpoint(SourceFile file, String function, String name, String slug) {
    Function found =
        file.module().functions().stream()
            .filter(f -> f.name().equals(function))
            .findFirst()
            .orElseThrow();
    return new Endpoint(name, slug, file, found);
  }

  public static Service service(Endpoint endpoint, Binding... bindings) {
    return new Service(
        endpoint.name(),
        endpoint.slug(),
        false,
        List.of(endpoint),
        List.of(),
        List.of(),
        List.of(bindings),
        Optional.empty(),
        List.of());
  }

  public static Service group(String name, List<Endpoint> endpoints, Binding... bindings) {
    return new Service(
        name,
        name.toLowerCase(Locale.ROOT).replace('_', '-'),
        true,
        endpoints,
        List.of(),
        List.of(),
        List.of(bindings),
        Optional.empty(),
        List.of());
  }

  public static Binding.Remote remote(Endpoint endpoint) {
    return new Binding.Remote(endpoint.function().name(), endpoint);
  }

  public static Binding.Namespace namespace(String name, String module, Endpoint... endpoints) {
    List<Binding.Remote> stubs = List.of(endpoints).stream().map(TestServices::remote).toList();
    return new Binding.Namespace(Optional.of(name).filter(n -> !n.isEmpty()), module, stubs);
  }

  /** The worked example: {@code main} calls {@code format_name}. */
  public static Topology greetings() {
    SourceFile file =
        file(
            "greetings.py",
            """
            def format_name(name):
              return name.capitalize()

            def main():
              return "Hello, " + format_name("example")
            """);
    Endpoint formatName = endpoint(file, "format_name");
    return new Topology(
        List.of(service(formatName), service(endpoint(file, "main"), remote(formatName))),
        List.of("main"));
  }
}
