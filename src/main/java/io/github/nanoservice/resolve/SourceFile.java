package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Module;

/**
 * A module among the sources.
 *
 * @param path relative to the source directory, with {@code /}
 * @param name its dotted name, {@code shop.pricing}; of {@code shop/__init__.py} it is {@code shop}
 * @param isPackage whether it is an {@code __init__.py}
 * @param module what it holds
 */
public record SourceFile(String path, String name, boolean isPackage, Module module) {

  /** The package that its relative imports start from; empty in the source directory itself. */
  public String enclosingPackage() {
    return isPackage ? name : DottedNames.parent(name);
  }
}
