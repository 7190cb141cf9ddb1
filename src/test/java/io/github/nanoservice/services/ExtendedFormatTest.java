package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.bindings;
import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.BuiltTopology.findings;
import static io.github.nanoservice.services.BuiltTopology.service;
import static io.github.nanoservice.services.BuiltTopology.shown;
import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each service gets of sources in the extended format. */
class ExtendedFormatTest {
  private static final ServiceOptions DEFAULTS = ServiceOptions.defaults();
  private static final ServiceOptions REFUSING =
      DEFAULTS.toBuilder().sharedState(ServiceOptions.SharedStateHandling.REFUSE).build();

  @Test
  void serviceHasWhatItsFunctionNeedsInSourceOrder() {
    SourceFile file =
        extended(
            "shop.py",
            "import re as regex",
            "BASE = 10",
            "UNUSED = 1",
            "WORD = regex.compile('a')",
            "LIMIT = BASE * 2",
            "LIMIT += 1",
            "def main(): return LIMIT",
            "def words(text): return WORD.findall(text)");

    assertThat(definitions(service("main", file)))
        .containsExactly("BASE = 10", "LIMIT = BASE * 2", "LIMIT += 1", "def main(): return LIMIT");
    Service words = service("words", file);
    assertThat(definitions(words)).hasSize(2).first().isEqualTo("WORD = regex.compile('a')");
    assertThat(bindings(words)).containsExactly("import re as regex");
    assertThat(words.supportModules()).isEmpty();
  }

  @Test
  void constantOfAnotherModuleIsInASupportModule() {
    SourceFile rates =
        extended(
            "rates.py",
            "import json",
            "from decimal import Decimal as D",
            "RATE = D('0.2')",
            "TEXT = json.dumps(1)",
            "def rate(): return RATE");
    SourceFile file =
        extended("a.py", "from rates import RATE as R, rate", "def main(): return R, rate()");

    Service main = service("main", rates, file);
    assertThat(bindings(main)).containsExactly("from rates import RATE as R", "rate = remote rate");
    assertThat(main.supportModules())
        .singleElement()
        .satisfies(
            module -> {
              assertThat(texts(module.definitions())).containsExactly("RATE = D('0.2')");
              assertThat(shown(module.bindings()))
                  .containsExactly("from decimal import Decimal as D");
            });
    assertThat(service("rate", rates, file).supportModules()).isEmpty();
  }

  @Test
  void constantsAreUsedThroughTheirModule() {
    SourceFile rates = extended("shop/rates.py", "RATE = 2", "def rate(): return RATE");
    SourceFile file =
        extended(
            "a.py",
            "import shop.rates",
            "import shop.rates as r",
            "def main(): return shop.rates.RATE",
            "def other(): return r.rate() + r.RATE");

    Service main = service("main", rates, file);
    assertThat(bindings(main)).containsExactly("shop = module shop.rates[]");
    assertThat(main.supportModules()).hasSize(1);
    assertThat(bindings(service("other", rates, file)))
        .containsExactly(" = module shop.rates[rate]", "from shop import rates as r");
  }

  @Test
  void reExportedNameIsImportedFromItsModule() {
    SourceFile shop = extended("shop/__init__.py", "from .items import Item, count as amount");
    SourceFile items =
        extended("shop/items.py", "class Item:", "  pass", "def count(): return Item()");
    SourceFile file =
        extended("a.py", "from shop import Item, amount", "def main(): return Item, amount()");

    assertThat(bindings(service("main", shop, items, file)))
        .containsExactly("from shop.items import Item", "amount = remote count");
  }

  @Test
  void functionThatAConstantCallsIsCopiedAndItsValueIsNot() {
    SourceFile file =
        extended(
            "a.py",
            "def make(): return helper()",
            "def helper(): return 1",
            "def add(a): return a",
            "TABLE = make()",
            "BY_NAME = {'add': add}",
            "def main(): return TABLE, BY_NAME");

    Service main = service("main", file);
    assertThat(definitions(main))
        .containsExactly(
            "def make(): return helper()",
            "def helper(): return 1",
            "TABLE = make()",
            "BY_NAME = {'add': add}",
            "def main(): return TABLE, BY_NAME");
    assertThat(bindings(main)).containsExactly("add = remote add");
  }

  @Test
  void methodCallsServicesUnlessAnInstanceIsMadeAtOnce() {
    String[] lines = {
      "def tax(x): return x", "class Item:", "  def gross(self): return tax(1)",
    };
    SourceFile plain =
        extended("a.py", lines[0], lines[1], lines[2], "def main(): return Item().gross()");
    SourceFile instance =
        extended("a.py", lines[0], lines[1], lines[2], "ONE = Item()", "def main(): return ONE");

    assertThat(bindings(service("main", plain))).containsExactly("tax = remote tax");
    assertThat(bindings(service("main", instance))).isEmpty();
    assertThat(definitions(service("main", instance))).contains("def tax(x): return x");
  }

  @Test
  void classIsDefinedWhereverItsInstancesMayGo() {
    SourceFile items = extended("items.py", "class Item:", "  pass", "class Unused:", "  pass");
    SourceFile file =
        extended(
            "a.py",
            "from items import Item",
            "def main(): return first([Item()])",
            "def first(items): return name(items[0])",
            "def name(item): return item.name",
            "def alone(x): return x");

    assertThat(service("name", items, file).supportModules())
        .singleElement()
        .satisfies(
            module ->
                assertThat(texts(module.definitions())).containsExactly("class Item:\n  pass"));
    assertThat(bindings(service("name", items, file))).isEmpty();
    assertThat(service("alone", items, file).supportModules()).isEmpty();
  }

  @Test
  void unusedClassIsDefinedForOutsideCallers() {
    SourceFile file = extended("a.py", "class Pair:", "  pass", "def main(pairs): return pairs");

    assertThat(definitions(service("main", file))).first().isEqualTo("class Pair:\n  pass");
  }

  @Test
  void functionHasAllClassesOfItsModule() {
    SourceFile file =
        extended(
            "a.py",
            "from collections import namedtuple",
            "class Level:",
            "  pass",
            "class High(Level):",
            "  pass",
            "Point = namedtuple('Point', 'x y')",
            "def main(text): return Level()",
            "def number(level): return level.value");

    assertThat(definitions(service("number", file)))
        .startsWith(
            "class Level:\n  pass",
            "class High(Level):\n  pass",
            "Point = namedtuple('Point', 'x y')");
    assertThat(definitions(service("main", file)))
        .contains("class High(Level):\n  pass", "Point = namedtuple('Point', 'x y')");
  }

  @Test
  void functionHasTheClassesOfTheModulesThatItPassesValuesTo() {
    SourceFile orders =
        extended(
            "orders.py",
            "from invoices import total",
            "class Order:",
            "  pass",
            "def both(orders): return total(orders)");
    SourceFile invoices = extended("invoices.py", "def total(items): return len(items)");

    assertThat(service("total", orders, invoices).supportModules())
        .singleElement()
        .satisfies(
            module ->
                assertThat(texts(module.definitions())).containsExactly("class Order:\n  pass"));
  }

  @Test
  void classHasItsSubclassesInTheSameModule() {
    SourceFile shapes =
        extended(
            "shapes.py",
            "class Shape:",
            "  pass",
            "class Round(Shape):",
            "  pass",
            "class Circle(Round):",
            "  pass",
            "class Other:",
            "  pass");
    SourceFile file =
        extended("a.py", "from shapes import Shape", "def main(): return Shape.__subclasses__()");

    assertThat(service("main", shapes, file).supportModules())
        .singleElement()
        .satisfies(
            module ->
                assertThat(texts(module.definitions()))
                    .containsExactly(
                        "class Shape:\n  pass",
                        "class Round(Shape):\n  pass",
                        "class Circle(Round):\n  pass"));
  }

  @Test
  void functionHasTheClassesThatItsModuleImportsForTypeCheckers() {
    SourceFile items = extended("items.py", "class Item:", "  pass", "class Other:", "  pass");
    SourceFile file =
        extended(
            "a.py",
            "from __future__ import annotations",
            "from typing import TYPE_CHECKING",
            "if TYPE_CHECKING:",
            "  from items import Item as Thing",
            "def main(item: Thing): return item.price");

    assertThat(service("main", items, file).supportModules())
        .singleElement()
        .satisfies(
            module ->
                assertThat(texts(module.definitions())).containsExactly("class Item:\n  pass"));
  }

  @Test
  void changeOfAnItemIsAStepOfTheDefinition() {
    for (String step :
        List.of(
            "TAGS['hot'].add('soup')",
            "TAGS.setdefault('hot', []).append('soup')",
            "TAGS['hot'].names[0].update(soup=1)",
            "for tag in ['hot']: TAGS.setdefault(tag, []).append('soup')",
            "for tag in ['hot']: TAGS[tag].append('soup')")) {
      SourceFile file = extended("a.py", "TAGS = {'hot': []}", step, "def main(): return TAGS");
      assertThat(codes(DEFAULTS, file)).as(step).isEmpty();
      assertThat(definitions(service("main", file))).as(step).contains(step);
    }
    for (String other :
        List.of(
            "find(TAGS)['hot'].add('soup')",
            "TAGS.get('hot').register('soup')",
            "TAGS.pop('hot').append('soup')",
            "sys.argv[0].append('soup')")) {
      SourceFile file =
          extended("a.py", "import sys", "TAGS = {}", other, "def main(): return TAGS");
      assertThat(codes(DEFAULTS, file)).as(other).containsExactly("a.py:3:1: NS107");
    }
  }

  @Test
  void changeUnderAnotherNameIsAStepOfTheDefinition() {
    for (List<String> steps :
        List.of(
            List.of("for row in ROWS: row.append(0)"),
            List.of("for i, row in enumerate(ROWS): row[0] = i"),
            List.of("FIRST = ROWS[0]", "FIRST.append(0)"),
            List.of("FIRST = ROWS[0]", "ITEM = FIRST[0]", "ITEM.sort()"),
            List.of("FIRST = ROWS.pop()", "FIRST['a'] = 1"))) {
      SourceFile file =
          extended(
              "a.py",
              Stream.of(List.of("ROWS = [[[1]]]"), steps, List.of("def main(): return ROWS"))
                  .flatMap(List::stream)
                  .toArray(String[]::new));
      assertThat(definitions(service("main", file))).as("%s", steps).containsAll(steps);
    }
    SourceFile copy =
        extended(
            "a.py",
            "ROWS = [2, 1]",
            "COPY = sorted(ROWS)",
            "COPY.pop()",
            "def main(): return ROWS");
    assertThat(definitions(service("main", copy))).doesNotContain("COPY.pop()");
  }

  @Test
  void constantChangedByItsOnlyUserIsAccepted() {
    String[] lines = {
      "SEEN = {}", "def main(x):", "  SEEN[x] = 1", "def other(x):", "  return x",
    };
    assertThat(codes(DEFAULTS, extended("a.py", lines))).isEmpty();
  }

  @Test
  void sharedAndChangedConstantIsReportedWithBothPlaces() {
    for (String change :
        List.of(
            "SEEN[x] = 1",
            "SEEN.part = 1",
            "del SEEN[x]",
            "SEEN.append(x)",
            "SEEN.a.b.update(x)",
            "SEEN[x].append(1)",
            "SEEN[0] += 1")) {
      SourceFile file =
          extended(
              "a.py", "SEEN = make = 1", "def main(x):", "  " + change, "def seen(): return SEEN");
      assertThat(findings(REFUSING, file))
          .as(change)
          .contains("NS311 \"SEEN\" is changed here, but \"seen\" (a.py:4) uses it in another")
          .contains(change + "\n")
          .contains("into one group in <groups>.");
      assertThat(codes(BuiltTopology.groups(Map.of("both", List.of("main", "seen"))), file))
          .isEmpty();
    }
  }

  @Test
  void constantChangedThroughItsModuleIsShared() {
    SourceFile state = extended("state.py", "SEEN = []", "LEVEL = 1");
    SourceFile file =
        extended(
            "a.py",
            "import state",
            "from state import SEEN as seen",
            "def main():",
            "  state.LEVEL = 2",
            "  seen.append(1)",
            "def other(): return state.LEVEL, state.SEEN");

    assertThat(codes(REFUSING, state, file)).containsExactly("a.py:4:3: NS311", "a.py:5:3: NS311");
  }

  /** Both ways to name the class are the same: its attribute is changed, not the class. */
  @Test
  void attributeOfAClassChangedThroughItsModuleIsShared() {
    SourceFile state = extended("state.py", "class Seen:", "  items = []");
    SourceFile file =
        extended(
            "a.py",
            "import state",
            "from state import Seen",
            "def main(): state.Seen.items.append(1)",
            "def other(): return Seen.items");

    assertThat(codes(REFUSING, state, file)).containsExactly("a.py:3:13: NS311");
  }

  @Test
  void readingAConstantIsAccepted() {
    SourceFile file =
        extended(
            "a.py",
            "class Names(dict): pass",
            "NAMES = {'a': [1]}",
            "def main(x): return NAMES[x], NAMES.get(x), NAMES['a'].index(1), Names.update",
            "def other(): return NAMES, Names.update({}, {})");

    assertThat(codes(DEFAULTS, file)).isEmpty();
  }

  @Test
  void modulesOfAGroupKeepTheirNamesAndFeatures() {
    SourceFile one =
        extended("one.py", "from __future__ import annotations", "N = 1", "def f(): return N");
    SourceFile two = extended("two.py", "import one", "N = 2", "def g(): return N + one.f()");

    Service both =
        service("both", BuiltTopology.groups(Map.of("both", List.of("f", "g"))), one, two);

    assertThat(both.definitions()).isEmpty();
    assertThat(bindings(both)).containsExactly("from one import f", "from two import g");
    assertThat(both.supportModules())
        .extracting(module -> module.file().name() + module.futures() + shown(module.bindings()))
        .containsExactly("one[annotations][]", "two[][one = module one[]]");
  }

  @Test
  void starImportBindsNamesOfTheSourcesOnly() {
    SourceFile one = extended("one.py", "A = 1", "_B = 2", "def f(): return A");
    SourceFile two = extended("two.py", "__all__ = ['_C']", "_C = 1", "D = 2");
    SourceFile stars =
        extended("a.py", "from one import *", "from two import *", "def main(): return A, f(), _C");

    assertThat(bindings(service("main", one, two, stars)))
        .containsExactly("from one import A", "from two import _C", "f = remote f");
    assertThat(codes(DEFAULTS, extended("a.py", "from os import *", "def main(): return 1")))
        .containsExactly("a.py:1:16: NS105");
    SourceFile computed = extended("two.py", "NAMES = ['a']", "__all__ = NAMES + ['b']");
    SourceFile addedTo = extended("two.py", "__all__ = []", "__all__.append('a')", "a = 1");
    SourceFile file = extended("a.py", "from two import *", "def main(): return 1");
    assertThat(codes(DEFAULTS, computed, file)).containsExactly("a.py:1:17: NS105");
    assertThat(codes(DEFAULTS, addedTo, file)).containsExactly("a.py:1:17: NS105");
  }

  @Test
  void starImportBringsEachLibraryName() {
    SourceFile compat =
        extended("compat.py", "import json, os", "from math import pi", "from re import sub");
    SourceFile file =
        extended("a.py", "from compat import *", "def main(): return json, os, pi, sub");

    assertThat(bindings(service("main", compat, file)))
        .containsExactly("import json", "import os", "from math import pi", "from re import sub");
  }

  @Test
  void listedCallIsMadeByEveryServiceOfItsModule() {
    SourceFile file =
        extended(
            "a.py", "import warnings", "warnings.simplefilter('error')", "def main(): return 1");

    assertThat(definitions(service("main", file)))
        .containsExactly("warnings.simplefilter('error')", "def main(): return 1");
    assertThat(bindings(service("main", file))).containsExactly("import warnings");
  }

  @Test
  void optionalImportIsInstalledIfTheUserListsIt() {
    SourceFile file =
        extended(
            "a.py",
            "try:",
            "  import numpy",
            "except ImportError:",
            "  numpy = None",
            "def main(): return numpy");

    assertThat(definitions(service("main", file))).hasSize(2);
    assertThat(service("main", file).requirements()).isEmpty();
    assertThat(service("main", BuiltTopology.requirements("numpy==2.1"), file).requirements())
        .containsExactly("numpy==2.1");
  }

  @Test
  void contextManagerIsCopiedToItsCallers() {
    SourceFile file =
        extended(
            "a.py",
            "import contextlib",
            "@contextlib.contextmanager",
            "def opened(x): yield x",
            "def main():",
            "  with opened(1) as x: return x");

    assertThat(BuiltTopology.topology(DEFAULTS, file).services())
        .extracting(Service::name)
        .containsExactly("main");
    assertThat(definitions(service("main", file)))
        .first()
        .isEqualTo("@contextlib.contextmanager\ndef opened(x): yield x");
  }

  private static List<String> definitions(Service service) {
    return texts(service.definitions());
  }

  private static List<String> texts(List<Definition> definitions) {
    return definitions.stream().map(Definition::text).toList();
  }
}
