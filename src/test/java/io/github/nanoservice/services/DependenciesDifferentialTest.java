package io.github.nanoservice.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.CPython;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import io.github.nanoservice.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which constants and classes each function needs, transitively, in every file that the extended
 * format can slice: the same as by what CPython's {@code symtable} finds global. Each function
 * needs all classes of its module.
 */
class DependenciesDifferentialTest {
  private static final int STEP = Integer.getInteger("differential.step", 40);

  @Test
  void dependenciesAreThoseThatSymtableFinds(@TempDir Path work)
      throws IOException, InterruptedException {
    CPython cpython = CPython.find(work);
    List<Path> all = cpython.files();
    Map<Path, SourceFile> accepted = new TreeMap<>();
    for (int i = 0; i < all.size(); i += STEP) {
      Module module =
          new ModuleParser(Format.extended(List.of())).parse(Files.readAllBytes(all.get(i)));
      boolean isRefused = module.violations().stream().anyMatch(each -> !each.isHarmless());
      if (!isRefused && module.obstacles().isEmpty() && !module.functions().isEmpty()) {
        accepted.put(all.get(i), new SourceFile("module.py", "module", false, module));
      }
    }
    List<String> differences = new ArrayList<>();
    int functions = 0;
    int needed = 0;
    for (Map.Entry<Path, List<String>> file : cpython.needs(accepted.keySet(), work).entrySet()) {
      List<String> found = needs(accepted.get(file.getKey()));
      if (!file.getValue().get(0).startsWith("refused")) {
        functions += found.size();
        needed +=
            found.stream()
                .mapToInt(line -> line.split(": ?").length == 1 ? 0 : line.split(" ").length - 3)
                .sum();
        IntStream.range(0, found.size())
            .filter(i -> !found.get(i).equals(file.getValue().get(i)))
            .forEach(
                i ->
                    differences.add(
                        file.getKey()
                            + ": CPython "
                            + file.getValue().get(i)
                            + ", ours "
                            + found.get(i)));
      }
    }
    System.out.printf(
        "CPython %s: %d of %d files sliced, %d functions need %d definitions, %d differences%n",
        cpython.version(),
        accepted.size(),
        (all.size() + STEP - 1) / STEP,
        functions,
        needed,
        differences.size());
    assertThat(differences).isEmpty();
    assertThat(functions).isPositive();
  }

  private static List<String> needs(SourceFile file) {
    SourceTree tree = SourceTree.of(List.of(file), Set.of(), module -> false);
    Dependencies dependencies = new Dependencies(tree, new NameResolver(tree));
    List<String> lines = new ArrayList<>();
    for (Function function : file.module().functions()) {
      Map<String, Definition> found =
          closure(new Definition.OfFunction(file, function), tree, dependencies);
      Source source = file.module().source();
      lines.add(
          "function "
              + function.name()
              + " "
              + source.position(function.span().start()).line()
              + ": "
              + found.values().stream()
                  .sorted(Comparator.comparing(each -> each.span().start()))
                  .map(each -> "" + source.position(each.span().start()).line())
                  .collect(Collectors.joining(" ")));
    }
    return lines;
  }

  private static Map<String, Definition> closure(
      Definition function, SourceTree tree, Dependencies dependencies) {
    Map<String, Definition> found = new TreeMap<>();
    Deque<Definition> pending = new ArrayDeque<>(List.of(function));
    ReachableClasses.classesOf(function.file())
        .forEach(
            each -> {
              found.put(each.key(), each);
              pending.add(each);
            });
    while (!pending.isEmpty()) {
      for (Dependencies.Dependency dependency : dependencies.of(pending.pop())) {
        if (dependency.target() instanceof Target.OfVariable variable) {
          for (Definition each : tree.definitions(variable)) {
            if (found.putIfAbsent(each.key(), each) == null) {
              pending.add(each);
            }
          }
        }
      }
    }
    return found;
  }
}
