package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.BuiltTopology.findings;
import static io.github.nanoservice.services.BuiltTopology.groups;
import static io.github.nanoservice.services.BuiltTopology.qualified;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.requirements.DeclaredRequirements;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.requirements.InstalledDistributions.Release;
import io.github.nanoservice.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  private final ServiceOptions defaults = ServiceOptions.defaults();
  private final ServiceOptions refusing =
      defaults.toBuilder().sharedState(ServiceOptions.SharedStateHandling.REFUSE).build();
  private final SourceFile main = file("main.py", "def main():", "  return 1");

  @Test
  void sameNameInTwoModulesIsOneFinding() {
    SourceFile one = file("one.py", "def run():", "  return 1");
    SourceFile two = file("two.py", "import os", "def run():", "  return 1");

    assertThat(findings(defaults, one, two, main))
        .isEqualTo(
            """
            one.py:1:5: NS301 "run" is also defined in another module: two.py:2
                def run():
                    ^^^
              Rename one, or set <serviceNaming>qualified</serviceNaming> (nanoservice.serviceNaming) to name the services one.run and two.run.
            """);
  }

  @Test
  void sameHostNameIsReportedWithBothFunctions() {
    SourceFile file = file("a.py", "def getName():", "  return 1", "def getname():", "  return 1");

    assertThat(findings(defaults, file, main))
        .isEqualTo(
            """
            a.py:3:5: NS302 "getname" and "getName" (a.py:1) have the same host name, "getname"
                def getname():
                    ^^^^^^^
              Rename one of the two.
            """);
  }

  @Test
  void qualifiedNameOfABundleFileIsRefused() {
    SourceFile file = file("compose.py", "def yaml():", "  return 1");

    assertThat(codes(qualified(Map.of()), file, main)).containsExactly("compose.py:1:5: NS303");
  }

  @Test
  void qualifiedNameOfTheOpenApiFileIsRefused() {
    SourceFile file = file("openapi.py", "def json():", "  return 1");

    assertThat(codes(qualified(Map.of()), file, main)).containsExactly("openapi.py:1:5: NS303");
  }

  @Test
  void functionWithAReservedServerPathIsRefused() {
    SourceFile file = file("a.py", "def healthz():", "  return 1");

    assertThat(codes(ServiceOptions.defaults(), file, main)).containsExactly("a.py:1:5: NS303");
  }

  @Test
  void groupNamedLikeABundleFileIsRefused() {
    ServiceOptions options = BuiltTopology.groups(Map.of("Compose.yaml", List.of("main")));

    assertThat(findings(options, main))
        .isEqualTo(
            """
            <groups>: NS303 a service named "Compose.yaml" would have the path of the bundle's file
              Rename the group.
            """);
  }

  @Test
  void bindingAModuleAttributeIsRefused() {
    SourceFile file =
        file("a.py", "from math import __name__", "def __spec__():", "  return __name__");
    SourceFile other = file("b.py", "def f():", "  __name__ = 1", "  return __name__");

    assertThat(codes(defaults, file, other, main))
        .containsExactly("a.py:1:18: NS315", "a.py:2:5: NS315");
    assertThat(findings(defaults, file("a.py", "def __name__(): pass"), main))
        .isEqualTo(
            """
            a.py:1:5: NS315 "__name__" is reserved: Python sets it on every module
                def __name__(): pass
                    ^^^^^^^^
              Use another name.
            """);
  }

  @Test
  void importOfAnUnreadModuleIsNotReported() {
    SourceFile file =
        file(
            "a.py",
            "import shop.broken, closed.a",
            "from shop.broken import tax",
            "from shop import broken",
            "from closed.b import f",
            "from shop import gone",
            "def main():",
            "  return tax() + shop.broken.f() + closed.a.f() + broken.x + f()");

    assertThat(
            new TopologyBuilder(defaults)
                .build(List.of(file), Set.of("shop.broken", "closed"))
                .findings())
        .extracting(finding -> finding.message())
        .containsExactly("the package \"shop\" does not define \"gone\"");
    assertThat(new TopologyBuilder(defaults).build(List.of(), Set.of("a")).findings()).isEmpty();
  }

  @Test
  void unknownDistributionIsRefusedOnce() {
    SourceFile file =
        file(
            "a.py",
            "import json, yaml",
            "from sub.mod import thing",
            "from sub.other import other",
            "def main():",
            "  import sub, py_own, twin",
            "  return thing(yaml, json)");
    ServiceOptions options =
        ServiceOptions.builder()
            .requirementNames(Map.of("twin", "two"))
            .userRequirements(DeclaredRequirements.of("py.own==1\n"))
            .build();

    Analysis analysis = new TopologyBuilder(options).build(List.of(file), Set.of());

    assertThat(analysis.topology()).isEmpty();
    assertThat(BuiltTopology.shown(analysis))
        .isEqualTo(
            """
            a.py:2:1: NS316 no list says which distribution provides "sub"
                from sub.mod import thing
                ^^^^^^^^^^^^^^^^^^^^^^^^^
              If it is a library, name its distribution in <requirementNames> or list it in requirements.txt; if it is your own module, add it to the sources; if it may be missing, list it in <optionalImports>.
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "import reqeusts, reqeusts, requests",
    "import panda, panda, pandas",
    "import Numpy, Numpy, numpy",
    "import beautifulsoup4, beautifulsoup4, bs4",
    "import scikit_learn, scikit_learn, sklearn",
    "import jsn.decoder, jsn, json",
    "import ledgre, ledgre, ledger",
    "import onw, onw, ",
    "from google.cloud import storag, google.cloud.storag, google.cloud.storage",
    "import azure.identiy, azure.identiy, azure.identity",
    "import google.strange, google.strange, ",
    "import abc1, abc1, ",
    "import quite_strange, quite_strange, ",
  })
  void misspeltModuleIsSuggestedAndNotInstalled(String statement, String unknown, String meant) {
    String name = statement.replaceFirst("^from (.*) import (.*)", "$2").replace("import ", "");
    SourceFile main = file("a.py", statement, "def main():", "  return " + name + ".x");

    String shown =
        BuiltTopology.shown(
            new TopologyBuilder(ServiceOptions.defaults())
                .build(List.of(main, file("ledger.py", "def f(): return 1")), Set.of()));

    assertThat(shown)
        .contains("NS316 no list says which distribution provides \"" + unknown + "\"\n");
    assertThat(shown.contains("If you mean")).isEqualTo(meant != null);
    assertThat(shown).contains(meant == null ? "" : "  If you mean \"" + meant + "\", correct");
  }

  @Test
  void installedDistributionIsNamedAndChangesNothingElse() {
    SourceFile main =
        file(
            "a.py",
            "import acme_ledger, ledger.entries, strange",
            "import ledger.books, requests",
            "def main():",
            "  return acme_ledger.x, ledger.entries.y, strange.z");
    List<SortedSet<String>> asked = new ArrayList<>();
    InstalledDistributions installed =
        modules -> {
          asked.add(modules);
          return Map.of(
              "acme_ledger", new Release("Acme-Ledger", "1.0", "python3"),
              "ledger", new Release("ledger-books", "2.3", "python3"));
        };

    Analysis analysis =
        new TopologyBuilder(ServiceOptions.defaults(), Set.of(), installed)
            .build(List.of(main), Set.of());

    assertThat(asked).containsExactly(new TreeSet<>(Set.of("acme_ledger", "ledger", "strange")));
    assertThat(analysis.topology()).isEmpty();
    assertThat(
            analysis.findings().stream().filter(each -> each.rule() == Rule.UNKNOWN_DISTRIBUTION))
        .extracting(Finding::advice)
        .satisfiesExactly(
            advice ->
                assertThat(advice)
                    .startsWith(
                        "python3 has it as distribution Acme-Ledger 1.0: list Acme-Ledger==1.0 in"
                            + " requirements.txt. If it is a library"),
            advice ->
                assertThat(advice)
                    .startsWith(
                        "python3 has it as distribution ledger-books 2.3: list ledger-books==2.3 in"
                            + " requirements.txt, and ledger-books for \"ledger\" in"
                            + " <requirementNames>. If it is a library"),
            advice -> assertThat(advice).startsWith("If it is a library"));
  }

  @Test
  void nobodyIsAskedIfAllImportsAreAccountedFor() {
    InstalledDistributions installed =
        modules -> {
          throw new AssertionError("asked for " + modules);
        };
    SourceFile main = file("a.py", "import requests, json", "def main():", "  return requests.x");

    assertThat(
            new TopologyBuilder(ServiceOptions.defaults(), Set.of(), installed)
                .build(List.of(main), Set.of())
                .topology())
        .isPresent();
  }

  private static final SourceFile OLD =
      file(
          "a.py",
          "import asyncore, imp",
          "from distutils import util",
          "import distutils.core",
          "def main():",
          "  return asyncore, imp, util");

  @Test
  void modulesThatLeftTheStandardLibraryAreRefused() {
    assertThat(findings(ServiceOptions.builder().pythonVersion("3.12").build(), OLD))
        .isEqualTo(
            """
            a.py:1:1: NS324 the standard library has no "asyncore" after Python 3.11
                import asyncore, imp
                ^^^^^^^^^^^^^^^
              Replace it, list standard-asyncore among the project's requirements, or set <pythonVersion> to 3.11.

            a.py:1:18: NS324 the standard library has no "imp" after Python 3.11
                import asyncore, imp
                                 ^^^
              Replace it, or set <pythonVersion> to 3.11.

            a.py:2:1: NS324 the standard library has no "distutils" after Python 3.11
                from distutils import util
                ^^^^^^^^^^^^^^^^^^^^^^^^^^
              Replace it, list setuptools among the project's requirements, or set <pythonVersion> to 3.11.
            """);
    assertThat(BuiltTopology.codes(ServiceOptions.builder().pythonVersion("3.11").build(), OLD))
        .isEmpty();
  }

  @Test
  void declaredReplacementOfAStandardModuleIsInstalled() {
    ServiceOptions options =
        ServiceOptions.builder()
            .requirementNames(Map.of("imp", "zombie-imp"))
            .userRequirements(DeclaredRequirements.of("standard_asyncore==3.13.0\nsetuptools<80\n"))
            .build();

    assertThat(BuiltTopology.service("main", options, OLD).requirements())
        .containsExactly("setuptools<80", "standard_asyncore==3.13.0", "zombie-imp");
  }

  @Test
  void missingDefaultEntryPointIsOnlyANote() {
    Analysis analysis =
        new TopologyBuilder(defaults)
            .build(List.of(file("a.py", "def f():", "  return 1")), Set.of());

    assertThat(analysis.topology()).isPresent();
    assertThat(analysis.topology().get().entryPoints()).isEmpty();
    assertThat(BuiltTopology.shown(analysis))
        .isEqualTo(
            """
            <entryPoints>: NS307 there is no function "main", so nothing is reachable from outside
              Name the functions that should be reachable in <entryPoints>.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.LIMIT", "shop.made", "shop.either", "shop.sqrt", "shop.held"})
  void nameThatAModuleDoesNotImportFromAFunctionIsNoEntryPoint(String name) {
    ServiceOptions options =
        ServiceOptions.builder().carriesModules(true).entryPoints(List.of(name)).build();

    assertThat(
            findings(
                options,
                SourceFiles.extended(
                    "shop/__init__.py",
                    "from math import sqrt",
                    "from .prices import LIMIT, held, price as made, price as either",
                    "made = print",
                    "if LIMIT:",
                    "  from .prices import other as either"),
                SourceFiles.extended(
                    "shop/prices.py",
                    "from contextlib import contextmanager",
                    "LIMIT = 1",
                    "def price(x): return x",
                    "def other(x): return x",
                    "@contextmanager",
                    "def held(): yield 1")))
        .contains("<entryPoints>: NS305 \"%s\" is not a function".formatted(name));
  }

  @Test
  void adviceNamesTheFunctionsOfTheNameInOtherModules() {
    ServiceOptions options =
        ServiceOptions.builder().carriesModules(true).entryPoints(List.of("shop.price")).build();

    assertThat(
            findings(
                options,
                SourceFiles.extended(
                    "shop/__init__.py",
                    "try:",
                    "  from ._fast import price",
                    "except ImportError:",
                    "  from ._slow import price"),
                SourceFiles.extended("shop/_slow.py", "def price(x): return x"),
                SourceFiles.extended("shop/_fast.py", "def price(x): return x")))
        .contains(
            """
            <entryPoints>: NS305 "shop.price" is not a function
              Write one of these: shop._fast.price, shop._slow.price.
            """);
  }

  @Test
  void unknownFunctionsInParametersAreRefused() {
    ServiceOptions options =
        ServiceOptions.builder()
            .groups(
                Map.of(
                    "empty",
                    List.of(),
                    "g",
                    List.of("f", "lost"),
                    "h",
                    List.of("f"),
                    "../x",
                    List.of("g")))
            .entryPoints(List.of("f", "gone", "run"))
            .serviceNaming(ServiceOptions.Naming.QUALIFIED)
            .pythonVersion("2.7")
            .userRequirements(DeclaredRequirements.of("-e more\n"))
            .build();
    SourceFile file = file("a.py", "def f():", "  return 1", "def g():", "  return 1");
    SourceFile one = file("one.py", "def run():", "  return 1");
    SourceFile two = file("two.py", "def run():", "  return 1");

    assertThat(findings(options, file, one, two))
        .isEqualTo(
            """
            requirements.txt:1:1: NS313 "-e more" refers to a file or directory that services do not have, so no service gets it
                -e more
                ^^^^^^^
              Name a distribution from a package index, or write "NAME @ URL".

            <entryPoints>: NS305 "gone" is not a function
              Name a function of the sources.

            <entryPoints>: NS305 "run" is not a function
              Write one of these: one.run, two.run.

            <groups>: NS304 "../x" cannot be the name of a service
              Start with a letter; use letters, digits, underscores, and single dashes or dots.

            <groups>: NS304 "f" is in two groups, "g" and "h"
              Remove it from one of them.

            <groups>: NS304 the group "empty" is empty
              Add functions to it, or remove it.

            <groups>: NS305 the group "g" has "lost", which is not a function
              Name a function of the sources.

            <pythonVersion>: NS306 "2.7" is not a Python version from 3.8 on
              Write it as in 3.13.
            """);
  }

  @Test
  void groupNamedLikeAFunctionOutsideItIsRefused() {
    SourceFile file = file("a.py", "def Tax():", "  return 1", "def rate():", "  return 1");

    assertThat(findings(groups(Map.of("tax", List.of("rate"))), file, main))
        .isEqualTo(
            """
            <groups>: NS304 the service "tax" would have the host name of the function "Tax" (a.py:1), which is in another service
              Rename the group, or add that function to it.
            """);
  }

  @Test
  void importThatFindsNothingIsReportedWithAdvice() {
    SourceFile pricing = file("shop/pricing.py", "def discount():", "  return 1");
    SourceFile file =
        file(
            "shop/a.py",
            "from shop.pricing import discount, discuont",
            "from . import missing",
            "from .lost import x",
            "import shop.gone",
            "from ... import y",
            "def main():",
            "  from shop.pricing import nothing",
            "  return 1");

    assertThat(codes(defaults, pricing, file))
        .containsExactly(
            "shop/a.py:1:36: NS309",
            "shop/a.py:2:15: NS309",
            "shop/a.py:3:19: NS309",
            "shop/a.py:4:1: NS309",
            "shop/a.py:5:17: NS309",
            "shop/a.py:7:28: NS309");
    assertThat(findings(defaults, pricing, file))
        .startsWith(
            """
            shop/a.py:1:36: NS309 shop/pricing.py does not define "discuont"
                from shop.pricing import discount, discuont
                                                   ^^^^^^^^
              Correct the name, or define "discuont" in shop/pricing.py.
            """);
  }

  @Test
  void relativeImportInABodyOutsideAPackageIsRefused() {
    SourceFile one = file("one.py", "def f():", "  return 1");
    SourceFile file = file("a.py", "def main():", "  from .one import f", "  return f()");

    assertThat(codes(defaults, one, file)).containsExactly("a.py:2:20: NS309");
  }

  @Test
  void cyclicImportsFindNothing() {
    SourceFile one = file("one.py", "from two import f");
    SourceFile two = file("two.py", "from one import f");

    assertThat(codes(defaults, one, two, main))
        .containsExactly("one.py:1:17: NS309", "two.py:1:17: NS309");
  }

  @Test
  void libraryUsedThroughAModuleIsRefused() {
    SourceFile pricing =
        file("pricing.py", "import math", "def rate(f):", "  return f", "def tax():", "  return 1");
    SourceFile file =
        file(
            "a.py",
            "import pricing",
            "@pricing.rate",
            "def main(x=pricing.tax()):",
            "  return pricing.math.pi",
            "def other(f=pricing.rate):",
            "  from pricing import math",
            "  return f");

    assertThat(codes(defaults, pricing, file))
        .containsExactly("a.py:4:10: NS310", "a.py:6:23: NS310");
  }

  @Test
  void sharedStateIsReportedWithBothPlaces() {
    SourceFile file =
        file(
            "a.py",
            "def bump():",
            "  global count",
            "  count = 1",
            "def show():",
            "  return count",
            "def alone():",
            "  global cache",
            "  cache = 1");

    assertThat(findings(refusing, file, main))
        .isEqualTo(
            """
            a.py:3:3: NS311 "count" is rebound here, but "show" (a.py:5) uses it in another service
                  count = 1
                  ^^^^^
              Pass the value as an argument and return it, or put the functions that share it into one group in <groups>.
            """);
    assertThat(codes(groups(Map.of("counter", List.of("bump", "show"))), file, main)).isEmpty();
  }

  @Test
  void rebindingAFunctionOrAnImportIsSharedState() {
    SourceFile file =
        file(
            "a.py",
            "import json",
            "def f():",
            "  global g, json",
            "  g = 1",
            "def f2():",
            "  global json",
            "  json = 1",
            "def g():",
            "  return json.dumps(1)");

    assertThat(codes(refusing, file, main)).containsExactly("a.py:4:3: NS311", "a.py:7:3: NS311");
  }

  @Test
  void stateOfACopiedFunctionIsRefused() {
    SourceFile file =
        file(
            "a.py",
            "def counted(f):",
            "  global n",
            "  n = 1",
            "@counted",
            "def one():",
            "  return 1");

    assertThat(findings(refusing, file, main))
        .startsWith(
            "a.py:3:3: NS311 \"n\" is rebound here, but each service that has \"counted\" (a.py:1)"
                + " would have its own: counted, one\n");
  }

  @Test
  void nameWithTwoMeaningsInAGroupIsRefused() {
    SourceFile one = file("one.py", "from json import load", "def f(x):", "  return load(sum(x))");
    SourceFile two =
        file(
            "two.py",
            "from pickle import load",
            "def g(x):",
            "  return load(x)",
            "def sum(x):",
            "  return x");

    assertThat(findings(groups(Map.of("both", List.of("f", "g", "sum"))), one, two, main))
        .isEqualTo(
            """
            one.py:3:15: NS312 in the group "both", "sum" is a Python builtin here, but the function "sum" in two.py at two.py:4
                  return load(sum(x))
                              ^^^
              Use different names, or take one of the two functions out of the group.

            two.py:3:10: NS312 in the group "both", "load" is "load" from the library "pickle" here, but "load" from the library "json" at one.py:2
                  return load(x)
                         ^^^^
              Use different names, or take one of the two functions out of the group.
            """);
  }

  @Test
  void violationsAndOtherFindingsComeInOneRun() {
    SourceFile broken = file("broken.py", "def other():", "  return 1", "text = '");
    SourceFile file =
        file(
            "a.py", "from broken import unknown", "from b import gone", "def run():", "  return 1");
    SourceFile b = file("b.py", "def run():", "  return 1");

    assertThat(codes(defaults, broken, file, b))
        .containsExactly(
            "a.py:2:15: NS309", "a.py:3:5: NS301", "broken.py:3:8: NS201", "<entryPoints>: NS307");
  }

  @Test
  void harmlessViolationsAreOnlyNotes() {
    SourceFile file =
        file("a.py", "def main():", "  return 1", "if __name__ == '__main__':", "  main()");

    Analysis analysis = new TopologyBuilder(defaults).build(List.of(file), Set.of());
    assertThat(analysis.topology()).isPresent();
    assertThat(analysis.findings()).singleElement().matches(f -> f.severity() == Severity.INFO);
  }

  @Test
  void sourcesWithoutFunctionsAreAWarning() {
    Analysis analysis =
        new TopologyBuilder(defaults).build(List.of(file("a.py", "import os")), Set.of());

    assertThat(analysis.topology())
        .contains(
            new Topology(List.of(), List.of(), Optional.empty(), List.of(), List.of(), List.of()));
    assertThat(BuiltTopology.shown(analysis))
        .isEqualTo(
            """
            NS308 the sources have no functions
              Write a function at the top level of a .py file, or correct <sourceDirectory>.
            """);
  }
}
