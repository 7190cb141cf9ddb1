package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.CPython;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints how many top-level functions of the installed interpreter, its standard library and its
 * site-packages, are in files that each format accepts, and why the others are not: {@code mvn -q
 * test -Pformats}. Each file is a program of its own, so that what it imports from others counts
 * for nothing.
 */
final class FormatTable {
  private static final Set<Rule> OF_OTHER_FILES =
      Set.of(Rule.UNKNOWN_IMPORT, Rule.UNKNOWN_DISTRIBUTION);

  /** Functions, and files, of one format or reason. */
  private static final class Count {
    int files;
    int functions;
    int alone;
  }

  private FormatTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("formats");
    CPython cpython = CPython.find(work);
    Count all = new Count();
    System.out.println("| format | reason | files | functions | for this alone |");
    System.out.println("|---|---|---:|---:|---:|");
    List<Path> files = cpython.files();
    for (Format format : List.of(Format.strict(), Format.extended(List.of()))) {
      Count accepted = new Count();
      Count sliced = new Count();
      Count carried = new Count();
      Map<String, Count> refused = new TreeMap<>();
      all = new Count();
      for (Path file : files) {
        Module module = new ModuleParser(format).parse(Files.readAllBytes(file));
        int functions = module.functions().size();
        if (functions == 0) {
          continue;
        }
        add(all, functions);
        Analysis analysis = analysis(format, cpython, module);
        Set<String> reasons = reasons(analysis);
        if (reasons.isEmpty()) {
          add(accepted, functions);
          boolean isCarried =
              analysis.findings().stream()
                  .anyMatch(finding -> finding.rule() == Rule.CARRIED_MODULE);
          add(isCarried ? carried : sliced, functions);
        }
        for (String reason : reasons) {
          Count count = refused.computeIfAbsent(reason, key -> new Count());
          add(count, functions);
          count.alone += reasons.size() == 1 ? functions : 0;
        }
      }
      String name = format.extended() ? "extended" : "strict";
      System.out.printf(
          "| %s | accepted | %d | %d (%.1f%%) | |%n",
          name, accepted.files, accepted.functions, 100.0 * accepted.functions / all.functions);
      if (format.extended()) {
        System.out.printf("| extended | sliced | %d | %d | |%n", sliced.files, sliced.functions);
        System.out.printf(
            "| extended | carried whole | %d | %d | |%n", carried.files, carried.functions);
      }
      refused.forEach(
          (reason, count) ->
              System.out.printf(
                  "| %s | %s | %d | %d | %d |%n",
                  name, reason, count.files, count.functions, count.alone));
    }
    System.out.printf(
        "%nCPython %s: %d files with functions, %d top-level functions in them.%n",
        cpython.version(), all.files, all.functions);
  }

  private static void add(Count count, int functions) {
    count.files++;
    count.functions += functions;
  }

  /** The services run with the Python whose files these are. */
  private static Analysis analysis(Format format, CPython cpython, Module module) {
    ServiceOptions options =
        ServiceOptions.builder()
            .carriesModules(format.extended())
            .pythonVersion(cpython.version().replaceFirst("\\.\\d+$", ""))
            .build();
    return new TopologyBuilder(options)
        .build(List.of(new SourceFile("module.py", "module", false, module)), Set.of());
  }

  private static Set<String> reasons(Analysis analysis) {
    return analysis.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::rule)
        .filter(rule -> !OF_OTHER_FILES.contains(rule))
        .map(rule -> rule.code() + " " + rule.title())
        .collect(Collectors.toSet());
  }
}
