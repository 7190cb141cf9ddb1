package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.python.Argument;
import io.github.nanoservice.python.ArgumentReader;
import io.github.nanoservice.python.CPython;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.python.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the binding of arguments with {@code inspect.Signature.bind}. */
class BindingTest {
  private static final int PAIRS = 20_000;
  private static final long SEED = 20_261_124;

  private final Random random = new Random(SEED);

  @Test
  void randomCallsBindAsInPython(@TempDir Path work) throws IOException, InterruptedException {
    CPython cpython = CPython.find(work);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(parameters() + "\t" + arguments());
    }
    List<String> answers = cpython.binds(pairs, work);
    List<String> differences = new ArrayList<>();
    int fails = 0;
    for (int i = 0; i < PAIRS; i++) {
      String[] pair = pairs.get(i).split("\t", -1);
      String ours = binds(pair[0], pair[1]) ? "binds" : "fails";
      fails += ours.equals("fails") ? 1 : 0;
      if (!ours.equals(answers.get(i))) {
        differences.add("f(%s) called f(%s): %s".formatted(pair[0], pair[1], answers.get(i)));
      }
    }
    System.out.printf(
        "CPython %s: %d pairs of signature and call, %d fail, %d differences%n",
        cpython.version(), PAIRS, fails, differences.size());
    assertThat(differences).isEmpty();
    assertThat(fails).isBetween(PAIRS / 5, PAIRS * 4 / 5);
  }

  private static boolean binds(String parameters, String arguments) {
    String text =
        "def f(%s): pass\n\n\ndef caller():\n    return f(%s)\n".formatted(parameters, arguments);
    Module module = new ModuleParser(Format.strict()).parse(text.getBytes(StandardCharsets.UTF_8));
    assertThat(module.violations()).as(text).isEmpty();
    Function caller = module.functions().get(1);
    List<Reference> calls =
        caller.references().stream().filter(each -> each.name().equals("f")).toList();
    List<Argument> read = ArgumentReader.of(module.source(), caller.span(), calls).get(0);
    return ArgumentBinder.of(module.functions().get(0).parameters()).failure(read).isEmpty();
  }

  /** Up to two positional-only, two plain, *args, one keyword-only parameter and **kwargs. */
  private String parameters() {
    List<String> parts = new ArrayList<>();
    boolean defaults = false;
    int positionalOnly = random.nextInt(3);
    int plain = random.nextInt(3);
    for (int i = 0; i < positionalOnly + plain; i++) {
      defaults |= random.nextInt(3) == 0;
      String name = i < positionalOnly ? "p" + i : "abc".charAt(i - positionalOnly) + "";
      parts.add(name + annotation() + (defaults ? "=" + i : ""));
      if (i + 1 == positionalOnly) {
        parts.add("/");
      }
    }
    boolean starred = random.nextInt(4) == 0;
    int keywordOnly = random.nextInt(2);
    if (starred || keywordOnly > 0) {
      parts.add(starred ? "*args" : "*");
    }
    for (int i = 0; i < keywordOnly; i++) {
      parts.add("k" + i + annotation() + (random.nextBoolean() ? "=lambda x, y: x" : ""));
    }
    if (random.nextInt(4) == 0) {
      parts.add("**kwargs");
    }
    return String.join(", ", parts);
  }

  private String annotation() {
    return random.nextInt(4) == 0 ? ": 'int'" : "";
  }

  private String arguments() {
    List<String> parts = new ArrayList<>();
    int positional = random.nextInt(4);
    for (int i = 0; i < positional; i++) {
      parts.add(random.nextInt(8) == 0 ? "*x" : value());
    }
    // Python refuses a keyword that is repeated.
    List<String> names = new ArrayList<>(List.of("p0", "a", "b", "k0", "z"));
    int keywords = random.nextInt(3);
    boolean doubleStarred = false;
    for (int i = 0; i < keywords; i++) {
      int kind = random.nextInt(12);
      if (kind == 0) {
        parts.add("**y");
        doubleStarred = true;
      } else if (kind == 1 && !doubleStarred) {
        parts.add("*(1, 2)[:]");
      } else {
        parts.add(names.remove(random.nextInt(names.size())) + " = " + value());
      }
    }
    return String.join(random.nextBoolean() ? ", " : ",  ", parts);
  }

  /** Values with commas and colons that do not end an argument. */
  private String value() {
    List<String> values =
        List.of(
            "1", "(1, 2)", "lambda u, v=3: [u, v]", "{'a': 1, **m}", "g(1, *x)", "f'{g(1, 2)}'");
    return values.get(random.nextInt(values.size()));
  }
}
