package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that are in one service because of values that cannot be sent. */
class CrossingValuesTest {
  private static final ServiceOptions OPTIONS =
      ServiceOptions.builder().carriesModules(true).build();

  private static final String[] MAKER = {
    "def make(x): return lambda: x", "def use(): return make(1)()",
  };

  private static List<String> services(ServiceOptions options, SourceFile... files) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(files), Set.of());
    assertThat(analysis.topology()).as(BuiltTopology.shown(analysis)).isPresent();
    return analysis.topology().get().services().stream().map(Service::name).toList();
  }

  private static String shown(ServiceOptions options, SourceFile... files) {
    return BuiltTopology.shown(new TopologyBuilder(options).build(List.of(files), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def make():\n  return lambda x: (x, 1)",
        "def make():\n  def inner(): pass\n  return inner",
        "def make():\n  async def inner(): pass\n  return inner",
        "def make():\n  if 1:\n    class Inner: pass\n    return Inner",
        "import functools\ndef make(f):\n  @functools.wraps(f)\n  def inner(): pass\n  return inner",
        "def make():\n  inner = lambda: 1\n  return 1, inner",
        "def make():\n  return {'a': [lambda: 1]}",
        "def make(a): return 1 if a else lambda: 1",
        "def make(a):\n  yield 1; yield lambda: 1",
        "def make(a): return (\n  # a comment\n  lambda: 1)",
        "from functools import partial as p\ndef make(): return p(int, base=2)",
        "import operator\ndef make():\n  get = operator.itemgetter(0)\n  return get",
        "def make(): return open('a')",
        "import threading as t\ndef make(): return t.Lock()",
        "import contextlib\n@contextlib.contextmanager\ndef c(): yield\ndef make(): return c()",
      })
  void functionIsServedWithThoseThatGetItsResult(String maker) {
    SourceFile file = extended("a.py", maker, "def use(): return make()", "def other(): pass");

    assertThat(services(OPTIONS, file)).containsExactly("a", "other");
    assertThat(codes(OPTIONS, file)).anyMatch(code -> code.endsWith("NS334"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def make(): return 1",
        "def make(): return [(lambda x: x)(1)]",
        "def make():\n  def inner(): return lambda: 1\n  return inner()()",
        "def make(a):\n  f = lambda: 1\n  if a:\n    f = 1\n  return f",
        "def make(f):\n  def g(): return lambda: 1\n  return f",
        "def make():\n  def inner(): pass\n  for inner in 'ab': pass\n  return inner",
        "def make():\n  def inner(): pass\n  inner += 1\n  return inner",
        "def make():\n  inner = lambda: 1\n  def change():\n    nonlocal inner\n    inner = 1\n  return inner",
        "def deco(f): return f\ndef make():\n  @deco\n  def inner(): pass\n  return inner",
        "def deco(f): return f\n@deco\ndef make(): return lambda: 1",
        "def open(a): return a\ndef make(): return open('a')",
        "class C:\n  def make(self): return lambda: 1\ndef make(): return 1",
        "def make(): return [f() for f in [lambda: 1]]",
        "def make(): return sorted('ab', key=lambda x: x)",
        "def make(): return iter([1])",
        "import itertools\ndef make(): return itertools.count()",
        "import re\ndef make(): return re.compile('a')",
      })
  void functionWhoseResultMayBeDataIsAServiceOfItsOwn(String maker) {
    SourceFile file = extended("a.py", maker, "def use(): return make()");

    assertThat(services(OPTIONS, file)).contains("make", "use");
    assertThat(codes(OPTIONS, file)).noneMatch(code -> code.endsWith("NS334"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def use(): return get(lambda: 1)",
        "import itertools\ndef use(): return get(itertools.cycle('ab'))",
        "def use(): return get(f=lambda: 1)",
        "def use():\n  def inner(): pass\n  return [get(inner) for x in 'a']",
        "def use():\n  x = [get(\n    f=(1, lambda: 1)\n  )]",
        "import functools\ndef use(): return functools.partial(get, lambda: 1)()",
        "import functools\ndef use():\n  it = iter('ab')\n  return functools.partial(get, it)()",
        "def use():\n  if get(lambda: 1): pass",
        "def use():\n  def inner(): return get(lambda: 1)\n  return inner()",
        "class C:\n  def m(self): return get(lambda: 1)\ndef use(): return C().m()",
        "def make(): return lambda: 1\ndef use(): return get(make())",
      })
  void functionIsServedWithThoseThatPassItsArgument(String caller) {
    SourceFile file = extended("a.py", "def get(f): return f", caller, "def other(): pass");

    assertThat(services(OPTIONS, file)).containsExactly("a", "other");
    assertThat(codes(OPTIONS, file)).anyMatch(code -> code.endsWith("NS334"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def use(): return get(use)",
        "def use(f): return get(f)",
        "def use(get): return get(lambda: 1)",
        "def use(): return get((lambda: 1)())",
        "X = get(lambda: 1)\ndef use(): return get(X)",
        "def use(): return get(*[1])",
      })
  void functionThatMayGetDataIsAServiceOfItsOwn(String caller) {
    SourceFile file = extended("a.py", "def get(f): return f", caller);

    assertThat(services(OPTIONS, file)).contains("get", "use");
    assertThat(codes(OPTIONS, file)).noneMatch(code -> code.endsWith("NS334"));
  }

  @Test
  void functionsThatReturnTheResultOfOthersAreServedWithThem() {
    SourceFile file =
        extended(
            "a.py",
            "def make(x): return lambda: x",
            "def again(): return make(1)",
            "def use(): return again()()");

    assertThat(services(OPTIONS, file)).containsExactly("a");
  }

  @Test
  void decoratorsMayReturnFunctions() {
    SourceFile file =
        extended(
            "a.py",
            "def deco(f): return lambda: f()",
            "@deco",
            "def one(): return 1",
            "def use(): return one()");

    assertThat(services(OPTIONS, file)).containsExactly("deco", "one", "use");
  }

  @Test
  void warningHasTheReasonAndTheGroup() {
    assertThat(shown(OPTIONS, extended("a.py", MAKER)))
        .contains("a.py:1:21: NS334")
        .contains(
            "\"make\" returns a lambda here, which cannot be sent to another service, so one"
                + " service, \"a\", serves it with its callers")
        .contains("<groups><a>make, use</a></groups>");
  }

  @Test
  void functionsThatAreKeptApartAreReported() {
    SourceFile file = extended("a.py", MAKER);
    ServiceOptions refusing =
        OPTIONS.toBuilder().sharedState(ServiceOptions.SharedStateHandling.REFUSE).build();
    ServiceOptions separate =
        OPTIONS.toBuilder().groups(Map.of("one", List.of("make"), "two", List.of("use"))).build();

    assertThat(services(refusing, file)).containsExactly("make", "use");
    assertThat(services(separate, file)).containsExactly("one", "two");
    assertThat(shown(refusing, file))
        .contains("NS334")
        .contains("and \"use\" is in another service");
    assertThat(shown(separate, file))
        .contains("NS334")
        .contains("and \"use\" is in another service");
  }
}
