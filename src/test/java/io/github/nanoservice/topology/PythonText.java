package io.github.nanoservice.topology;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Source;
import io.github.nanoservice.python.Span;
import io.github.nanoservice.python.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes modules out of very plain Python: one statement a line, no strings, comments or nested
 * functions; parameters and names assigned with {@code =} or {@code for} are a function's own.
 */
final class PythonText {
  private static final Pattern DEF =
      Pattern.compile("(?m)^(?:@.*\\n)*+(async )?def (\\w+)\\((.*)\\):(?:.*)(?:\\n[ \\t]+.*)*+");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^([ \\t]*)(import [^\\n]+|from [^\\n]+)$");
  private static final Pattern CHAIN =
      Pattern.compile("(?<![\\w.])([^\\W\\d]\\w*)((?:\\.\\w+)*)(\\s*\\()?");
  private static final Set<String> KEYWORDS =
      Set.of(
          "def", "async", "return", "if", "else", "for", "in", "import", "from", "as", "global",
          "not", "and", "or", "is", "None", "True", "False", "yield", "await", "pass", "raise",
          "lambda", "del");

  private PythonText() {}

  /** A source file; of {@code shop/__init__.py} the package. */
  static SourceFile file(String path, String... lines) {
    return file(path, List.of(), String.join("\n", lines) + "\n");
  }

  /** A source file with a violation at its first character. */
  static SourceFile violating(String path, Violation.Kind kind, String... lines) {
    Violation violation = new Violation(kind, new Span(0, 1), "found", "Do otherwise.");
    return file(path, List.of(violation), String.join("\n", lines) + "\n");
  }

  private static SourceFile file(String path, List<Violation> violations, String text) {
    String dotted = path.replaceFirst("\\.py$", "").replace('/', '.');
    boolean isPackage = dotted.equals("__init__") || dotted.endsWith(".__init__");
    String name = isPackage ? dotted.replaceFirst("\\.?__init__$", "") : dotted;
    List<Function> functions = new ArrayList<>();
    Matcher def = DEF.matcher(text);
    while (def.find()) {
      functions.add(function(text, def));
    }
    Module module =
        new Module(
            new Source(text),
            functions,
            imports(text, 0, text.length(), true),
            List.of(),
            violations);
    return new SourceFile(path, name, isPackage, module);
  }

  private static Function function(String text, Matcher def) {
    List<Parameter> parameters =
        Arrays.stream(def.group(3).split(","))
            .map(String::strip)
            .filter(parameter -> !parameter.isEmpty())
            .map(PythonText::parameter)
            .toList();
    Set<String> own = new HashSet<>();
    parameters.forEach(parameter -> own.add(parameter.name()));
    Set<String> globals = new HashSet<>();
    Matcher global = Pattern.compile("global (\\w+)").matcher(def.group());
    while (global.find()) {
      globals.add(global.group(1));
    }
    int body = def.end(3);
    Matcher bound = Pattern.compile("\\b(\\w+) = |for (\\w+) in").matcher(text);
    bound.region(body, def.end());
    while (bound.find()) {
      own.add(bound.group(1) == null ? bound.group(2) : bound.group(1));
    }
    List<Import> imports = imports(text, body, def.end(), false);
    own.removeAll(globals);
    List<Reference> references = new ArrayList<>();
    Matcher chain = CHAIN.matcher(text);
    chain.region(def.start(), def.end());
    chain.useTransparentBounds(true);
    while (chain.find()) {
      reference(text, def, chain, own, globals, imports).ifPresent(references::add);
    }
    return new Function(
        def.group(2),
        new Span(def.start(), def.end()),
        new Span(def.start(2), def.end(2)),
        def.group(1) != null,
        def.group().contains("yield"),
        parameters,
        Optional.empty(),
        references,
        imports);
  }

  private static Optional<Reference> reference(
      String text,
      Matcher def,
      Matcher chain,
      Set<String> own,
      Set<String> globals,
      List<Import> imports) {
    String name = chain.group(1);
    int at = chain.start();
    boolean inHeader = at < def.end(3);
    boolean isParameter = at >= def.start(3) && inHeader && own.contains(name);
    boolean inImport =
        imports.stream().anyMatch(i -> i.span().start() <= at && at < i.span().end());
    boolean declared = text.startsWith("global ", at - "global ".length());
    if (KEYWORDS.contains(name)
        || at == def.start(2)
        || isParameter
        || inImport
        || declared
        || !inHeader && own.contains(name)) {
      return Optional.empty();
    }
    boolean assigns = globals.contains(name) && text.startsWith(" = ", chain.end(1));
    Reference.Use use =
        assigns
            ? Reference.Use.REBIND
            : chain.group(3) == null ? Reference.Use.VALUE : Reference.Use.CALL;
    List<String> attributes =
        Arrays.stream(chain.group(2).split("\\.")).filter(each -> !each.isEmpty()).toList();
    return Optional.of(
        new Reference(
            name,
            attributes,
            new Span(at, chain.end(1)),
            use,
            inHeader ? Reference.Moment.DEFINITION : Reference.Moment.CALL));
  }

  private static Parameter parameter(String text) {
    String[] parts = text.split("=", 2);
    Optional<String> value = parts.length == 2 ? Optional.of(parts[1].strip()) : Optional.empty();
    return new Parameter(
        parts[0].strip().replace("*", ""),
        Parameter.Kind.POSITIONAL_OR_KEYWORD,
        Optional.empty(),
        value);
  }

  private static List<Import> imports(String text, int from, int to, boolean topLevel) {
    List<Import> imports = new ArrayList<>();
    Matcher line = IMPORT.matcher(text);
    line.region(from, to);
    while (line.find()) {
      if (line.group(1).isEmpty() == topLevel) {
        add(imports, line.group(2), new Span(line.start(2), line.end(2)));
      }
    }
    return imports;
  }

  private static void add(List<Import> imports, String statement, Span span) {
    if (statement.startsWith("import ")) {
      for (String module : statement.substring("import ".length()).split(",")) {
        String[] parts = module.strip().split(" as ");
        imports.add(new Import.OfModule(parts[0], alias(parts), span));
      }
      return;
    }
    String[] halves = statement.substring("from ".length()).split(" import ");
    String module = halves[0].replaceFirst("^\\.+", "");
    List<Import.Name> names = new ArrayList<>();
    int at = span.start() + statement.indexOf(" import ") + " import ".length();
    for (String name : halves[1].split("(?<=,) ")) {
      String[] parts = name.replace(",", "").split(" as ");
      names.add(new Import.Name(parts[0], alias(parts), new Span(at, at + parts[0].length())));
      at += name.length() + 1;
    }
    imports.add(new Import.FromModule(halves[0].length() - module.length(), module, names, span));
  }

  private static Optional<String> alias(String[] parts) {
    return parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
  }
}
