package io.github.nanoservice.javaclient;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values for the templates of the interface and its implementation.
 *
 * @param packageName the package of all classes
 * @param name the class
 * @param interfaceName the interface
 * @param methods ordered by name
 * @param imports qualified names of classes
 */
record ClientModel(
    String packageName,
    String name,
    String interfaceName,
    List<FunctionModel> methods,
    Set<String> imports) {

  /** Returns the methods of the interface. */
  List<FunctionModel.Declaration> declarations() {
    return methods.stream().flatMap(method -> method.declarations().stream()).toList();
  }

  /** Returns the import statements. */
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
