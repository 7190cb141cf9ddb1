package io.github.nanoservice.javaclient;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the templates of interface and implementation show.
 *
 * @param packageName of all classes
 * @param name of the class
 * @param interfaceName of the interface
 * @param methods in order of their names
 * @param imports names of classes
 */
record ClientPage(
    String packageName,
    String name,
    String interfaceName,
    List<FunctionPage> methods,
    Set<String> imports) {

  /** The methods of the interface. */
  List<FunctionPage.Declaration> declarations() {
    return methods.stream().flatMap(method -> method.declarations().stream()).toList();
  }

  /** Import statements. */
  String importBlock() {
    return importBlock(imports);
  }

  static String importBlock(Set<String> imports) {
    return imports.stream()
        .sorted()
        .map(name -> "import " + name + ";")
        .collect(Collectors.joining("\n"));
  }
}
