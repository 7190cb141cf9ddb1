package io.github.nanoservice.services;

import io.github.nanoservice.resolve.SourceFile;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The source files that a service contains as they are.
 *
 * @param files by path
 * @param imported dotted names of modules that the service imports at its start besides those of
 *     its functions, because instances of their classes may reach it
 * @param replaced the functions that other services serve, by the dotted name of their module
 */
public record CarriedFiles(
    List<SourceFile> files,
    List<String> imported,
    SortedMap<String, List<Binding.Remote>> replaced) {
  public CarriedFiles {
    files = List.copyOf(files);
    imported = List.copyOf(imported);
    replaced = Collections.unmodifiableSortedMap(new TreeMap<>(replaced));
  }
}
