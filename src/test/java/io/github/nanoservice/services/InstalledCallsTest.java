package io.github.nanoservice.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.contract.CallChecks;
import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.CPython;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.CallSite;
import io.github.nanoservice.resolve.CallSites;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the installed standard library and site-packages, each tree taken as sources. */
class InstalledCallsTest {
  private static final int STEP = Integer.getInteger("differential.step", 40);

  @Test
  void reportsNoCallThatPythonBinds(@TempDir Path work) throws IOException, InterruptedException {
    CPython cpython = CPython.find(work);
    int calls = 0;
    List<String> found = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int literals = 0;
    for (Path folder : cpython.folders()) {
      List<SourceFile> sources = sources(folder, cpython.files());
      SourceTree tree = SourceTree.of(sources, Set.of(), module -> false);
      List<CallSite> sites = new CallSites(tree, new NameResolver(tree)).in(definitions(sources));
      calls += sites.size();
      Set<String> files =
          new CallChecks(CheckLevel.ERROR)
              .findings(sites).stream()
                  .map(finding -> ((Location.InSource) finding.location()).path())
                  .collect(Collectors.toSet());
      for (CallSite site : sites) {
        if (files.contains(site.file().path())) {
          for (Finding finding : new CallChecks(CheckLevel.ERROR).findings(List.of(site))) {
            if (finding.rule() == Rule.LITERAL_TYPE) {
              literals++;
            } else {
              wrong.add(place(folder, site));
              found.add(place(folder, site) + ": " + finding.message());
            }
          }
        }
      }
    }
    List<String> answers = cpython.binds(wrong, work, "places");
    List<String> differences =
        IntStream.range(0, wrong.size())
            .filter(i -> !answers.get(i).equals("fails"))
            .mapToObj(found::get)
            .toList();
    System.out.printf(
        "CPython %s: %d calls, %d of them wrong, %d of these bound by Python, %d literals%n",
        cpython.version(), calls, wrong.size(), differences.size(), literals);
    Files.write(Path.of("target/wrong-calls.txt"), found);
    assertThat(differences).isEmpty();
    assertThat(calls).isPositive();
  }

  /** What binding.py wants to know of a call. */
  private static String place(Path folder, CallSite site) {
    Reference called = site.reference();
    return String.join(
        "\t",
        folder.resolve(site.file().path()).toString(),
        "" + line(site.file(), called.span()),
        String.join(
            ".", Stream.concat(Stream.of(called.name()), called.attributes().stream()).toList()),
        folder.resolve(site.calleeFile().path()).toString(),
        "" + line(site.calleeFile(), site.callee().nameSpan()));
  }

  private static int line(SourceFile file, Span span) {
    return file.module().source().position(span.start()).line();
  }

  private static List<SourceFile> sources(Path folder, List<Path> files) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    List<Path> own =
        files.stream()
            .filter(file -> file.startsWith(folder))
            .filter(
                file ->
                    folder.endsWith("site-packages") || !file.toString().contains("site-packages"))
            .toList();
    for (int i = 0; i < own.size(); i += STEP) {
      String path = folder.relativize(own.get(i)).toString();
      Module module =
          new ModuleParser(Format.extended(List.of())).parse(Files.readAllBytes(own.get(i)));
      boolean isPackage = path.endsWith("/__init__.py");
      String name = path.substring(0, path.length() - (isPackage ? 12 : 3)).replace('/', '.');
      sources.add(new SourceFile(path, name, isPackage, module));
    }
    return sources;
  }

  private static List<Definition> definitions(List<SourceFile> sources) {
    List<Definition> definitions = new ArrayList<>();
    for (SourceFile file : sources) {
      file.module().functions().stream()
          .forEach(function -> definitions.add(new Definition.OfFunction(file, function)));
      file.module().statements().stream()
          .forEach(statement -> definitions.add(new Definition.OfStatement(file, statement)));
    }
    return definitions;
  }
}
