package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the contents of a module, one fact a line, in the notation of cpython_reference.py. */
final class ModuleText {

  static List<String> of(Module module) {
    return of(module, (source, item) -> List.of());
  }

  /**
   * Prints more than the reference has.
   *
   * @param details further lines about a {@link Function} or a {@link Statement}
   */
  static List<String> of(Module module, BiFunction<Source, Record, List<String>> details) {
    Source source = module.source();
    List<Placed> placed = new ArrayList<>();
    for (Function function : module.functions()) {
      List<String> lines = function(source, function);
      lines.addAll(details.apply(source, function));
      placed.add(new Placed(function.span().start(), lines));
    }
    for (Import found : module.imports()) {
      placed.add(new Placed(found.span().start(), List.of(imported(found))));
    }
    for (Statement statement : module.statements()) {
      List<String> lines = statement(source, statement);
      lines.addAll(details.apply(source, statement));
      placed.add(new Placed(statement.span().start(), lines));
    }
    return placed.stream()
        .sorted((a, b) -> Integer.compare(a.start, b.start))
        .flatMap(item -> item.lines.stream())
        .toList();
  }

  private record Placed(int start, List<String> lines) {}

  private static List<String> function(Source source, Function function) {
    List<String> lines = new ArrayList<>();
    int first = source.position(function.span().start()).line();
    int last = source.position(function.span().end()).line();
    lines.add(
        "function "
            + function.name()
            + " "
            + first
            + "-"
            + last
            + (function.async() ? " async" : "")
            + (function.generator() ? " generator" : ""));
    for (Parameter parameter : function.parameters()) {
      lines.add(
          "  parameter "
              + parameter.name()
              + " "
              + parameter.kind()
              + (parameter.defaultValue().isPresent() ? " =" : ""));
    }
    addNames(lines, function.references());
    function.imports().forEach(found -> lines.add("  " + imported(found)));
    return lines;
  }

  private static List<String> statement(Source source, Statement statement) {
    List<String> lines = new ArrayList<>();
    int line = source.position(statement.span().start()).line();
    lines.add("statement " + line + " " + statement.kind());
    addNames(lines, "binds", statement.binds().stream());
    addNames(lines, statement.references());
    statement.imports().forEach(found -> lines.add("  " + imported(found)));
    return lines;
  }

  private static void addNames(List<String> lines, List<Reference> references) {
    addNames(
        lines, "calls", references, r -> r.use() == Reference.Use.CALL && r.attributes().isEmpty());
    addNames(
        lines,
        "uses",
        references,
        r ->
            r.use() == Reference.Use.VALUE
                || r.use() == Reference.Use.CALL && !r.attributes().isEmpty());
    addNames(lines, "changes", references, r -> r.use() == Reference.Use.CHANGE);
    addNames(lines, "rebinds", references, r -> r.use() == Reference.Use.REBIND);
  }

  private static void addNames(
      List<String> lines, String label, List<Reference> references, Predicate<Reference> wanted) {
    addNames(
        lines,
        label,
        references.stream()
            .filter(r -> r.moment() != Reference.Moment.ANNOTATION)
            .filter(wanted)
            .map(Reference::name));
  }

  private static void addNames(List<String> lines, String label, Stream<String> found) {
    TreeSet<String> names =
        found.collect(Collectors.toCollection(() -> new TreeSet<>(ModuleText::byCodePoints)));
    if (!names.isEmpty()) {
      lines.add("  " + label + " " + String.join(" ", names));
    }
  }

  /** Python sorts strings by code points, Java by UTF-16 units. */
  private static int byCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private static String imported(Import found) {
    if (found instanceof Import.OfModule module) {
      return "import " + module.module() + module.alias().map(a -> " as " + a).orElse("");
    }
    Import.FromModule from = (Import.FromModule) found;
    return "from "
        + ".".repeat(from.level())
        + from.module()
        + " import "
        + from.names().stream()
            .map(name -> name.name() + name.alias().map(a -> " as " + a).orElse(""))
            .collect(Collectors.joining(", "));
  }

  private ModuleText() {}
}
