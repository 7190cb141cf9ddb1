package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.BuiltTopology.names;
import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that contain modules whole, functions that share state, and names that clash. */
class CarriedModulesTest {
  private static final ServiceOptions OPTIONS =
      ServiceOptions.builder().carriesModules(true).build();

  private static List<Service> services(ServiceOptions options, SourceFile... files) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(files), Set.of());
    assertThat(analysis.topology()).as(BuiltTopology.shown(analysis)).isPresent();
    return analysis.topology().get().services();
  }

  private static Service service(String name, List<Service> services) {
    return services.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> carried(Service service) {
    return service.carried().orElseThrow().files().stream().map(SourceFile::path).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print('loaded')",
        "for name in 'ab': globals()[name] = 1",
        "import sys; sys.modules['other'] = None",
        "from os.path import *",
        "try:\n  from os import *\nexcept ImportError: pass",
        "import os; os.environ['A'] = 'b'",
        "assert True",
        "def f(): return 2",
        "f = print",
        "HERE = __file__",
        "import importlib; other = importlib.import_module('other')",
        "class Pages:\n  def add(self, page): return page\npages = Pages()\n@pages.add\ndef page(): return ''",
        "CODE = eval('1')",
      })
  void moduleThatCannotBeSlicedIsOneService(String statement) {
    SourceFile file = extended("shop/tax.py", "def f(): return 1", "def g(): return 2", statement);
    List<Service> services = services(OPTIONS, file);

    assertThat(services).singleElement().matches(service -> service.name().equals("shop.tax"));
    assertThat(carried(services.get(0))).containsExactly("shop/tax.py");
    assertThat(codes(OPTIONS, file)).anyMatch(code -> code.endsWith("NS320"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try:\n  import json as j\nexcept Exception:\n  j = None",
        "if 1 > 0:\n  N = 1\nelse:\n  N = 2",
        "N = []\nfor i in range(3):\n  N.append(i)",
        "N = {}\nN.update(a=1)",
        "with open('x') as file: N = file.read()",
        "while True:\n  N = 1\n  break",
        "import logging; logging.basicConfig(level=10)",
        "import warnings as w; w.filterwarnings('ignore')",
        "from locale import setlocale; setlocale(0, 'C')",
        "import logging; log = logging.getLogger('a'); log.setLevel(10)",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  N = 1\nelse:\n  N = 2",
      })
  void statementWithKnownEffectsIsSliced(String statement) {
    SourceFile file = extended("a.py", statement, "def f(): return 1", "def g(): return 2");

    assertThat(services(OPTIONS, file)).extracting(Service::name).containsExactly("f", "g");
    assertThat(services(OPTIONS, file)).noneMatch(service -> service.carried().isPresent());
  }

  @Test
  void constantIsDefinedByEveryStatementThatChangesIt() {
    SourceFile file =
        extended(
            "a.py",
            "NAMES = []",
            "NAMES.append('a')",
            "for name in 'bc':",
            "  NAMES.append(name)",
            "def f(): return NAMES");

    assertThat(services(OPTIONS, file).get(0).definitions().stream().map(Definition::text))
        .containsExactly(
            "NAMES = []",
            "NAMES.append('a')",
            "for name in 'bc':\n  NAMES.append(name)",
            "def f(): return NAMES");
  }

  @Test
  void carriedServiceHasStubsOnlyForFunctionsThatItReaches() {
    SourceFile tax = extended("tax.py", "def vat(x): return x", "def other(x): return x");
    SourceFile shop =
        extended("shop.py", "from tax import vat, other", "print(1)", "def f(x): return vat(x)");
    Service service = service("f", services(OPTIONS, tax, shop));

    assertThat(carried(service)).containsExactly("shop.py", "tax.py");
    assertThat(service.carried().orElseThrow().replaced().get("shop"))
        .extracting(Binding.Remote::name)
        .containsExactly("vat");
  }

  @Test
  void functionThatNeedsAClassOfACarriedModuleCarriesIt() {
    SourceFile models = extended("models.py", "print(1)", "class Item: pass");
    SourceFile shop = extended("shop.py", "from models import Item", "def f(): return Item()");

    assertThat(carried(service("f", services(OPTIONS, models, shop))))
        .containsExactly("models.py", "shop.py");
  }

  @Test
  void functionsThatShareStateAreOneService() {
    SourceFile file =
        extended(
            "counter.py",
            "HITS = {}",
            "def hit(x): HITS[x] = 1",
            "def hits(x): return HITS[x]",
            "def alone(x): return x");
    List<Service> services = services(OPTIONS, file);

    assertThat(names(service("counter", services).endpoints())).containsExactly("hit", "hits");
    assertThat(services).extracting(Service::name).containsExactly("alone", "counter");
    assertThat(BuiltTopology.shown(new TopologyBuilder(OPTIONS).build(List.of(file), Set.of())))
        .contains("NS321")
        .contains("<groups><counter>hit, hits</counter></groups>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class C:\n  n = 0\n  @classmethod\n  def up(cls): cls.n += 1",
        "class C:\n  all = []\n  @classmethod\n  def up(cls): cls.all.append(1)",
        "class C:\n  all = {}\n  @classmethod\n  def up(cls, k): cls.all[k] = [k for k in cls.all]",
        "class C[T]:\n  all = {}\n  @classmethod\n  def up(cls): del cls.all[1]",
        "class C:\n  all = {}\n  @classmethod\n  def up(cls): return [cls.all.pop(k) for k in 'a']",
        "class M(type):\n  made = {}\n  def __call__(cls): cls.made[cls] = 1\nclass C(metaclass=M): pass",
        "class C:\n  one = None\n  def __new__(cls): cls.one = 1\ndef new(): return C()",
        "class B:\n  one = None\n  def __new__(cls): cls.one = 1\nclass C(B): pass",
      })
  void functionsOfAClassThatItsMethodsChangeAreOneService(String type) {
    SourceFile file = extended("a.py", type, "def f(): return C", "def g(c): return c.up()");

    assertThat(services(OPTIONS, file)).singleElement().matches(each -> each.name().equals("a"));
    assertThat(codes(OPTIONS, file)).anyMatch(code -> code.endsWith("NS321"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class C:\n  n = 0\n  @classmethod\n  def up(cls): return cls.n + len(cls.all.keys())",
        "class C:\n  @classmethod\n  def up(cls, x): x.n = cls.make(x)",
        "class C:\n  def up(self): self.n = 1",
        "class C:\n  known = {}\n  def __init_subclass__(cls): cls.known[cls] = 1",
        "class C:\n  one = None\n  def __new__(cls): cls.one = 1\nONE = C()",
        "class C:\n  def up(self, cls): pass\ndef up(cls): cls.n = 1",
      })
  void classThatItsMethodsLeaveAsItIsIsInEachService(String type) {
    SourceFile file = extended("a.py", type, "def f(): return C", "def g(c): return c.up()");

    assertThat(services(OPTIONS, file)).extracting(Service::name).contains("f", "g");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class C:\n  def up(self): self.n = 1\nX = C()",
        "class C:\n  def up(this): this.all[1] += 1\nX = C()",
        "class C:\n  def up(self): del self.n\nX = [C()]",
        "class C:\n  def up(self): self.all.append(1)\nX = C()",
        "class C:\n  def up(self): setattr(self, 'n', 1)\nX = C()",
        "class C:\n  def up(self): self.__dict__['n'] = 1\nX = C()",
        "class C:\n  def up(self): object.__setattr__(self, 'n', 1)\nX = C()",
        "class C:\n  def up(self): return next(self.n)\nX = C()",
        "class C(list):\n  def up(self): self.append(1)\nX = C()",
        "class C(dict):\n  def __missing__(self, k): return dict.setdefault(self, k, 1)\nX = C()",
        "class C(list):\n  def up(self): super().append(1)\nX = C()",
        "class C:\n  def add(self): self.n = 1\n  def up(self): self.add()\nX = C()",
        "class C:\n  def up(self):\n    def f(): self.n = 1\n    f()\nX = C()",
        "class C:\n  class D:\n    def up(self): self.n = 1\nX = C.D()",
        "class C[T]:\n  def up(self): self.n = 1\nX = C()",
        "class B:\n  def up(self): self.n = 1\nclass C(B): pass\nX: C = C()",
        "import itertools\nX = itertools.count()",
        "from threading import Lock\nX = Lock()",
        "X = iter([1])\ndef f(): return next(X)",
        "class X: pass\ndef f(): setattr(X, 'n', 1)",
        "import heapq\nX = []\ndef f(): heapq.heappush(X, 1)",
      })
  void functionsOfAConstantThatItsUseChangesAreOneService(String constant) {
    String f =
        constant.contains("def f(): ") && !constant.contains("    def") ? "" : "def f(): return X";
    SourceFile file = extended("a.py", constant, f, "def g(): return [X]", "def h(): pass");

    assertThat(services(OPTIONS, file)).extracting(Service::name).containsExactly("a", "h");
    assertThat(codes(OPTIONS, file)).anyMatch(code -> code.endsWith("NS321"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class C:\n  def __init__(self): self.n = 1\nX = C()",
        "class C:\n  def up(self, k): k.n = self.n\nX = C()",
        "class C:\n  @staticmethod\n  def up(k): k.n = 1\nX = C()",
        "class C:\n  def add(self, k): return k\n  def up(self): self.add(1)\nX = C()",
        "class C(dict):\n  def __setitem__(self, k, v): super().__setitem__(k, v)\nX = C()",
        "class C:\n  def up(self): self.n = 1\nX = [C]",
        "def new():\n  class C:\n    def up(self): self.n = 1\nX = 1",
        "class C:\n  def up(self): return self.all.index(1)\nX = C()",
      })
  void constantThatItsUseLeavesAsItIsIsInEachService(String constant) {
    SourceFile file = extended("a.py", constant, "def f(): return X", "def g(): return [X]");

    assertThat(services(OPTIONS, file)).extracting(Service::name).contains("f", "g");
  }

  @Test
  void twoStatesOfAModuleAreTwoServices() {
    SourceFile file =
        extended(
            "m.py",
            "A = []",
            "B = []",
            "def a1(): A.append(1)",
            "def a2(): return A",
            "def b1(): B.append(1)",
            "def b2(): return B");

    assertThat(services(OPTIONS, file)).extracting(Service::name).containsExactly("m", "m-2");
  }

  @Test
  void clashingNamesAreQualifiedWithOneNote() {
    SourceFile[] files =
        List.of("a", "b", "c", "d", "e", "f", "g").stream()
            .map(name -> extended(name + ".py", "def run(): return 1"))
            .toArray(SourceFile[]::new);

    assertThat(services(OPTIONS, files)).hasSize(7).extracting(Service::name).contains("a.run");
    assertThat(codes(OPTIONS, files)).filteredOn(code -> code.endsWith("NS330")).hasSize(1);
  }

  @Test
  void equalHostNamesAreToldApart() {
    SourceFile file = extended("a.py", "def getName(): return 1", "def getname(): return 1");
    List<Service> services = services(OPTIONS, file);

    assertThat(services).extracting(Service::host).doesNotHaveDuplicates().contains("getname");
    assertThat(services).extracting(each -> each.host().toLowerCase()).doesNotHaveDuplicates();
  }

  @Test
  void equalNamesFitIntoOneService() {
    SourceFile one = extended("one.py", "X = 1", "def run(): return X");
    SourceFile two = extended("two.py", "X = 2", "def run(): return X");
    ServiceOptions all = OPTIONS.toBuilder().grouping(ServiceOptions.Grouping.ALL).build();

    assertThat(names(services(all, one, two).get(0).endpoints()))
        .containsExactly("one.run", "two.run");
  }

  @Test
  void onlyWhatEntryPointsReachIsPublished() {
    SourceFile file =
        extended(
            "a.py",
            "TABLE = {}",
            "def table(): return TABLE",
            "def price(x): return table()[x]",
            "def main(argv): return price(argv)",
            "def unused(): return 1");
    ServiceOptions options = OPTIONS.toBuilder().entryPoints(List.of("price")).build();

    assertThat(services(options, file)).extracting(Service::name).containsExactly("price", "table");
    assertThat(codes(options, file)).containsExactly("<entryPoints>: NS331");
  }

  @Test
  void programThatReadsItsCommandLineIsNoEntryPointByDefault() {
    SourceFile file =
        extended(
            "a.py", "import argparse", "def main(): return argparse.ArgumentParser().parse_args()");
    Analysis analysis = new TopologyBuilder(OPTIONS).build(List.of(file), Set.of());

    assertThat(analysis.topology().orElseThrow().entryPoints()).isEmpty();
  }

  @Test
  void functionThatAnotherModulesObjectRegistersIsServedWithIt() {
    SourceFile api =
        extended(
            "api.py",
            "class Registry:",
            "  def __init__(self): self.functions = {}",
            "  def add(self, name):",
            "    return lambda function: self.functions.setdefault(name, function)",
            "registry = Registry()",
            "def call(name, value): return registry.functions[name](value)");
    SourceFile plugin =
        extended(
            "plugin.py", "from api import registry", "@registry.add('a')", "def a(x): return x");

    assertThat(services(OPTIONS, api, plugin))
        .singleElement()
        .extracting(Service::endpoints)
        .asInstanceOf(InstanceOfAssertFactories.list(Endpoint.class))
        .extracting(Endpoint::name)
        .containsExactly("call", "a");
  }
}
