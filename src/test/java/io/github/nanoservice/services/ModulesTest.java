package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.bindings;
import static io.github.nanoservice.services.BuiltTopology.service;
import static io.github.nanoservice.services.SourceFiles.extended;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {
  private final SourceFile shop = file("shop/__init__.py", "def hours():", "  return 8");
  private final SourceFile pricing =
      file(
          "shop/pricing.py",
          "import math",
          "def discount(x):",
          "  return math.floor(x)",
          "def tax(x):",
          "  return x");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from shop.pricing import discount | discount(1) | discount = remote discount",
        "from .pricing import discount | discount(1) | discount = remote discount",
        "from ..shop.pricing import discount | discount(1) | discount = remote discount",
        "from shop import hours | hours() | hours = remote hours",
        "from . import hours | hours() | hours = remote hours",
        "from . import pricing | pricing.discount(1) | pricing = module shop.pricing[discount]",
        "from shop import pricing | pricing.tax(1) | pricing = module shop.pricing[tax]",
        "from shop import pricing | pricing | pricing = module shop.pricing[discount, tax]",
        "import shop.pricing | shop.pricing.discount(1) | shop = module shop.pricing[discount]",
        "import shop | shop.hours() | shop = module shop[hours]",
        "import shop.pricing | shop.hours() | shop = module shop[hours]",
        "import shop.pricing | shop.pricing.__name__ | shop = module shop.pricing[]",
      })
  void importOfAModuleBindsWhatIsUsed(String statement, String expression, String binding) {
    SourceFile file = file("shop/main.py", statement, "def main():", "  return " + expression);

    assertThat(bindings("main", shop, pricing, file)).containsExactly(binding);
  }

  @Test
  void moduleAsAValueHasAllImportedSubmodules() {
    SourceFile file =
        file("a.py", "import shop", "import shop.pricing", "def main():", "  return vars(shop)");

    assertThat(bindings("main", shop, pricing, file))
        .containsExactly("shop = module shop[hours]", "shop = module shop.pricing[discount, tax]");
  }

  @Test
  void moduleAsAValueIsACallOfAllImportedSubmodules() {
    SourceFile whole =
        file("a.py", "import shop", "import shop.pricing", "def main():", "  return vars(shop)");
    SourceFile inBody = file("a.py", "def main():", "  import shop.pricing", "  return 1");

    for (SourceFile file : List.of(whole, inBody)) {
      assertThat(service("main", shop, pricing, file).calls())
          .extracting(call -> call.callee().name() + " " + call.kind())
          .containsExactly("discount MODULE", "hours MODULE", "tax MODULE");
    }
  }

  @Test
  void aliasOfAModuleIsBoundByTheUsersImport() {
    SourceFile twin = file("twin/twin.py", "def go():", "  return 1");
    SourceFile from = file("a.py", "from twin import twin", "def main():", "  return twin.go()");
    SourceFile alias = extended("a.py", "import twin.twin as t", "def main():", "  return t.go()");

    assertThat(bindings("main", twin, from))
        .containsExactly(" = module twin.twin[go]", "from twin import twin");
    assertThat(bindings("main", twin, alias))
        .containsExactly(" = module twin.twin[go]", "from twin import twin as t");
  }

  @Test
  void importsAreFollowedThroughOtherModules() {
    SourceFile front = file("front.py", "from shop.pricing import tax", "from math import pi");
    SourceFile file = file("a.py", "from front import tax, pi", "def main():", "  return tax(pi)");

    assertThat(bindings("main", shop, pricing, front, file))
        .containsExactly("from math import pi", "tax = remote tax");
  }

  @Test
  void importsInABodyFindTheirModules() {
    SourceFile file =
        file(
            "shop/main.py",
            "def main():",
            "  from .pricing import tax",
            "  import shop.pricing",
            "  from shop import hours",
            "  import yaml.nodes",
            "  return 1");

    Service main = service("main", shop, pricing, file);
    assertThat(bindings(main))
        .containsExactly(" = module shop[hours]", " = module shop.pricing[discount, tax]");
    assertThat(main.parentPackage()).contains("shop");
    assertThat(main.requirements()).containsExactly("PyYAML");
    assertThat(service("tax", shop, pricing, file).parentPackage()).isEmpty();
  }

  @Test
  void onlyUsedNamesAreImported() {
    SourceFile file =
        file(
            "a.py",
            "from __future__ import annotations",
            "import os.path, sys",
            "from math import pi, floor, sin",
            "import json",
            "import os",
            "def main():",
            "  return sin(floor(1)) + os.path.sep",
            "def other():",
            "  return json.dumps(sys.path)");

    Service main = service("main", file);
    assertThat(bindings(main))
        .containsExactly("import os.path", "from math import floor, sin", "import os");
    assertThat(main.futures()).containsExactly("annotations");
    assertThat(bindings("other", file)).containsExactly("import sys", "import json");
  }

  @Test
  void aliasesAreKept() {
    SourceFile file =
        extended(
            "a.py",
            "import numpy as np, os.path as p",
            "from math import floor as f, pi",
            "from shop.pricing import tax as t",
            "def main():",
            "  return t(np.array(f(p.sep)))");

    Service main = service("main", shop, pricing, file);
    assertThat(bindings(main))
        .containsExactly(
            "import numpy as np",
            "import os.path as p",
            "from math import floor as f",
            "t = remote tax");
    assertThat(main.requirements()).containsExactly("numpy");
  }

  @Test
  void libraryBindingHasTopModuleAndNames() {
    SourceFile file =
        extended(
            "a.py",
            "import os.path",
            "import xml.dom as xml",
            "from google.cloud import storage as s, tasks",
            "def main():",
            "  return os, xml, s, tasks");

    assertThat(service("main", file).bindings())
        .containsExactly(
            new Binding.Library("import os.path", "os", List.of("os")),
            new Binding.Library("import xml.dom as xml", "xml", List.of("xml")),
            new Binding.Library(
                "from google.cloud import storage as s, tasks", "google", List.of("s", "tasks")));
  }

  @Test
  void moduleShadowsALibraryOfItsName() {
    SourceFile statistics = file("statistics.py", "def mean(xs):", "  return 1");
    SourceFile file =
        file("a.py", "from statistics import mean", "def main():", "  return mean(1)");

    assertThat(bindings("main", statistics, file)).containsExactly("mean = remote mean");
  }

  @Test
  void packageShadowsAModuleOfItsName() {
    SourceFile module = file("shop.py", "def closed():", "  return 1");
    SourceFile file = file("a.py", "from shop import hours", "def main():", "  return hours()");

    assertThat(bindings("main", module, shop, file)).containsExactly("hours = remote hours");
  }

  @Test
  void directoryMayShareANamespaceWithALibrary() {
    SourceFile own = file("google/own.py", "def search():", "  return 1");
    SourceFile file =
        file(
            "a.py",
            "from google.own import search",
            "from google.cloud import storage",
            "def main():",
            "  return search(storage)");

    Service main = service("main", own, file);
    assertThat(bindings(main))
        .containsExactly("from google.cloud import storage", "search = remote search");
    assertThat(main.requirements()).containsExactly("google-cloud-storage");
  }

  @Test
  void modulesOfAGroupShareTheirImports() {
    SourceFile one =
        file("one.py", "import json, math", "def f(x):", "  return json.dumps(math.pi)");
    SourceFile two =
        file(
            "two.py", "import json", "from one import f", "def g(x):", "  return f(json.loads(x))");
    ServiceOptions options = BuiltTopology.groups(Map.of("both", List.of("f", "g")));

    assertThat(bindings(service("both", options, one, two)))
        .containsExactly("import json", "import math");
  }

  @Test
  void functionOfTheServiceIsFoundInAnotherModuleWithoutAStub() {
    SourceFile init = extended("shop/__init__.py", "from .pricing import tax as vat");
    SourceFile pricing =
        extended("shop/pricing.py", "RATE = 2", "def tax(x):", "  return RATE * x");
    SourceFile orders =
        extended(
            "orders.py",
            "import shop",
            "NAMES = {}",
            "def total(x):",
            "  return NAMES, shop.vat(x)",
            "def rates(x, vat=shop.vat):",
            "  return vat(x)");
    Service late = group(List.of("tax", "total"), init, pricing, orders);
    Service early = group(List.of("tax", "rates"), init, pricing, orders);

    assertThat(bindingsOf("orders", late))
        .containsExactly("after: shop.pricing", "shop = module shop[]");
    assertThat(bindingsOf("orders", early))
        .containsExactly("before: shop.pricing", "shop = module shop[]");
    assertThat(bindingsOf("shop.pricing", late)).containsExactly(" = module shop[vat]");
  }

  private static Service group(List<String> functions, SourceFile... sources) {
    return service("group", BuiltTopology.groups(Map.of("group", functions)), sources);
  }

  private static List<String> bindingsOf(String module, Service service) {
    return service.supportModules().stream()
        .filter(each -> each.file().name().equals(module))
        .flatMap(each -> BuiltTopology.shown(each.bindings()).stream())
        .toList();
  }
}
