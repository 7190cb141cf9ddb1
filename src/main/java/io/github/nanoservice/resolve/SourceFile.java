package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Module;

/**
 * A module among the sources.
 *
 * @param path relative to the source directory, with {@code /}
 * @param name its dotted name: {@code shop.pricing}; {@code shop} for {@code shop/__init__.py}
 * @param isPackage whether it is an {@code __init__.py}
 * @param module its parsed contents
 */
public record SourceFile(String path, String name, boolean isPackage, Module module) {

  /** The package where its relative imports start; empty in the source directory itself. */
  public String enclosingPackage() {
    return isPackage ? name : DottedNames.parent(name);
  }
}
