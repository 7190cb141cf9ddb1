package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.services.Binding;
import io.github.nanoservice.services.CarriedFiles;
import io.github.nanoservice.services.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes statements that bind the names of sibling functions and modules to stubs. */
final class Stubs {
  private static final int WIDTH = 100;

  private final ModuleNames names;
  private final Set<String> defined;
  private final SortedMap<String, String> runtimeNames = new TreeMap<>();

  /** Statements of one kind, without blank lines between them. */
  record Block(List<String> lines) {
    Block {
      lines = List.copyOf(lines);
    }
  }

  private record Line(String code, String comment) {}

  private Stubs(ModuleNames names, Set<String> defined) {
    this.names = names;
    this.defined = defined;
  }

  /**
   * Returns the stubs of one module, without a statement yet.
   *
   * @param names the names in the module
   * @param definitions its definitions
   */
  static Stubs of(ModuleNames names, List<Definition> definitions) {
    return new Stubs(
        names,
        definitions.stream()
            .filter(Definition.OfFunction.class::isInstance)
            .map(Definition::key)
            .collect(Collectors.toSet()));
  }

  /** Returns the name of a function of the runtime in this module, which now imports it. */
  String runtime(String name) {
    return runtimeNames.computeIfAbsent(name, names::free);
  }

  /** Returns the names to import from the runtime, sorted. */
  List<String> runtimeNames() {
    return runtimeNames.entrySet().stream()
        .map(entry -> ImportText.name(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Returns the import statements that do not depend on the stubs. */
  List<String> libraries(List<Binding> bindings) {
    return bindings.stream()
        .filter(Binding.Library.class::isInstance)
        .map(Binding.Library.class::cast)
        .filter(library -> !needsNamespace(library, bindings))
        .map(Binding.Library::statement)
        .toList();
  }

  /** Returns the statements that come before the definitions, in the order of the bindings. */
  List<Block> blocks(List<Binding> bindings) {
    List<Block> blocks = new ArrayList<>();
    List<Line> functions = new ArrayList<>();
    List<String> imports = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding instanceof Binding.Remote remote) {
        functions.add(new Line(remote.name() + " = " + call(remote), comment(remote)));
      } else if (binding instanceof Binding.Sibling sibling) {
        imports.add(importOf(sibling));
      } else if (binding instanceof Binding.Loaded loaded && loaded.atDefinition()) {
        finish(functions, blocks);
        blocks.add(new Block(List.of(load(loaded))));
      } else if (binding instanceof Binding.Namespace namespace && isImported(namespace)) {
        namespace.name().ifPresent(name -> imports.add(0, importOf(namespace, name)));
      } else if (binding instanceof Binding.Namespace namespace && !holdsDefined(namespace)) {
        finish(functions, blocks);
        blocks.add(new Block(module(namespace)));
      } else if (binding instanceof Binding.Library library && needsNamespace(library, bindings)) {
        finish(functions, blocks);
        blocks.add(new Block(List.of(library.statement())));
      }
    }
    finish(functions, blocks);
    if (!imports.isEmpty()) {
      blocks.add(0, new Block(imports));
    }
    return blocks;
  }

  /**
   * Returns the statements that need the definitions: modules that contain some, files that may
   * need some, and aliases.
   */
  List<Block> trailingBlocks(List<Binding> bindings) {
    List<Block> blocks = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<String> aliases = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding instanceof Binding.Namespace namespace && holdsDefined(namespace)) {
        blocks.add(new Block(module(namespace)));
      } else if (binding instanceof Binding.Loaded loaded && !loaded.atDefinition()) {
        files.add(load(loaded));
      } else if (binding instanceof Binding.Alias alias) {
        aliases.add(alias.name() + " = " + alias.of());
      }
    }
    if (!files.isEmpty()) {
      blocks.add(new Block(files));
    }
    if (!aliases.isEmpty()) {
      blocks.add(new Block(aliases));
    }
    return blocks;
  }

  /**
   * Returns the statements that import carried modules.
   *
   * @param statements those that import what the service serves
   */
  List<Block> carried(CarriedFiles carried, List<String> statements) {
    List<Block> blocks = new ArrayList<>();
    carried
        .replaced()
        .forEach(
            (module, functions) ->
                blocks.add(
                    new Block(
                        call(
                            runtime("replace_functions"),
                            PythonText.literal(module),
                            functions.stream().map(this::member).toList()))));
    List<String> lines = new ArrayList<>();
    String modules =
        carried.imported().stream().map(PythonText::literal).collect(Collectors.joining(", "));
    lines.add("with " + runtime("importing") + "(" + modules + "):");
    statements.forEach(statement -> statement.lines().forEach(line -> lines.add("    " + line)));
    blocks.add(new Block(lines));
    return blocks;
  }

  private static List<String> call(String function, String name, List<Line> arguments) {
    List<String> lines = new ArrayList<>();
    lines.add(function + "(");
    lines.add("    " + name + ",");
    lines.addAll(aligned(arguments, "    "));
    lines.add(")");
    return lines;
  }

  private String load(Binding.Loaded loaded) {
    return runtime("module") + "(" + PythonText.literal(loaded.module()) + ")";
  }

  private boolean holdsDefined(Binding.Namespace namespace) {
    return namespace.functions().stream()
        .anyMatch(remote -> defined.contains(remote.endpoint().key()));
  }

  private static boolean needsNamespace(Binding.Library library, List<Binding> bindings) {
    return bindings.stream()
        .takeWhile(binding -> binding != library)
        .anyMatch(
            binding ->
                binding instanceof Binding.Namespace namespace
                    && (namespace.module() + ".").startsWith(library.top() + "."));
  }

  private static void finish(List<Line> functions, List<Block> blocks) {
    if (!functions.isEmpty()) {
      blocks.add(new Block(aligned(functions, "")));
      functions.clear();
    }
  }

  private static String importOf(Binding.Sibling sibling) {
    return ImportText.from(
        sibling.module(),
        sibling.names().stream().map(each -> ImportText.name(each.name(), each.bound())).toList());
  }

  private static boolean isImported(Binding.Namespace namespace) {
    return namespace.isFile() && namespace.functions().isEmpty();
  }

  /** A module that gets no stubs is imported with the user's own form of statement. */
  private static String importOf(Binding.Namespace namespace, String name) {
    String module = namespace.module();
    boolean bindsTop = module.startsWith(name + ".") || module.equals(name);
    return bindsTop
        ? "import " + module
        : ImportText.from(module.substring(0, module.lastIndexOf('.')), List.of(name));
  }

  /**
   * {@code import shop.pricing} binds the first part of the dotted name, which is what the
   * runtime's {@code module} returns. {@code from shop import pricing} binds the last part: the
   * generated code has the same statement, after the module was created.
   */
  private List<String> module(Binding.Namespace namespace) {
    String module = namespace.module();
    String top = module.replaceFirst("\\..*", "");
    boolean bindsTop = namespace.name().filter(top::equals).isPresent();
    String opening = (bindsTop ? top + " = " : "") + runtime("module");
    String name = PythonText.literal(module);
    List<Line> functions = namespace.functions().stream().map(this::member).toList();
    List<String> lines = new ArrayList<>();
    if (functions.isEmpty()) {
      lines.add(opening + "(" + name + ")");
    } else {
      lines.addAll(call(opening, name, functions));
    }
    if (!bindsTop && namespace.name().isPresent()) {
      int lastDot = module.lastIndexOf('.');
      lines.add(
          "from " + module.substring(0, lastDot) + " import " + module.substring(lastDot + 1));
    }
    return lines;
  }

  private Line member(Binding.Remote remote) {
    return defined.contains(remote.endpoint().key())
        ? new Line(remote.name() + "=" + remote.endpoint().function().name() + ",", "")
        : new Line(remote.name() + "=" + call(remote) + ",", comment(remote));
  }

  private String call(Binding.Remote remote) {
    Endpoint endpoint = remote.endpoint();
    String kind =
        "remote"
            + (endpoint.function().async() ? "_async" : "")
            + (endpoint.function().generator() ? "_generator" : "");
    String host = endpoint.hostedByName() ? "" : ", " + PythonText.literal(endpoint.dnsLabel());
    return runtime(kind) + "(" + PythonText.literal(endpoint.name()) + host + ")";
  }

  private static String comment(Binding.Remote remote) {
    Endpoint endpoint = remote.endpoint();
    String host = endpoint.host();
    return "# each call is GET http://" + host + ":" + ServiceProtocol.PORT + "/?args=[...]";
  }

  /** Comments follow their lines in one column, or precede them if a line would be too long. */
  private static List<String> aligned(List<Line> lines, String indentation) {
    int column = lines.stream().mapToInt(line -> length(line.code())).max().orElse(0) + 2;
    boolean fits =
        lines.stream()
            .allMatch(line -> indentation.length() + column + length(line.comment()) <= WIDTH);
    List<String> text = new ArrayList<>();
    for (Line line : lines) {
      if (line.comment().isEmpty()) {
        text.add(indentation + line.code());
      } else if (fits) {
        String gap = " ".repeat(column - length(line.code()));
        text.add(indentation + line.code() + gap + line.comment());
      } else {
        text.add(indentation + line.comment());
        text.add(indentation + line.code());
      }
    }
    return text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
