package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The decomposer finds in every file what CPython finds in it.
 *
 * <p>The files are those of the interpreter's own standard library, with its {@code test} package,
 * which holds the nastiest there are, those of its site-packages, and the golden cases. An ordinary
 * run takes every fortieth and all that are known to be nasty; {@code mvn test -Pdifferential}
 * takes all.
 *
 * <p>What is compared: each top-level function with its first line (decorators included), last line
 * and parameters, whether it is async and whether it yields, and the names that it calls, uses
 * otherwise and rebinds in the module, as {@code symtable} resolves them; each import; and each
 * other statement with its line and kind. How the reference counts is told in oracle.py: a class
 * body that binds a name still reads it from the module before, and an augmented assignment reads
 * what it binds.
 *
 * <p>Of a file that CPython refuses nothing is known; but where already {@code tokenize} raises an
 * error, the decomposer must have found a fault too.
 */
class DifferentialTest {
  private static final int STEP = Integer.getInteger("differential.step", 40);

  private static final Pattern NASTY =
      Pattern.compile(
          ".*/test/(?:.*/)?(?:bad.*|encoded_modules/.*|tokenizedata/.*"
              + "|test_(?:async.*|annotations|class|codeop|compile|coroutines|decorators|dictcomps|eof"
              + "|exception_group|except_star|flufl|fstring|funcattrs|future.*|generators|genexps|global"
              + "|grammar|keywordonlyarg|lambda.*|listcomps|named_expressions|nonlocal|parser|patma|pep646"
              + "|positional_only_arg|scope|setcomps|source_encoding|string_literals|super|symtable|syntax"
              + "|tokenize|type_aliases|type_annotations|type_params|unicode_identifiers|unpack.*|utf8source"
              + "|with|yield_from))\\.py");

  @Test
  void findsWhatCPythonFinds(@TempDir Path work) throws IOException, InterruptedException {
    CPython cpython = CPython.find(work);
    Comparison comparison = new Comparison();
    for (Map.Entry<Path, List<String>> file : cpython.modules(sample(cpython), work).entrySet()) {
      comparison.add(file.getKey().toString(), Files.readAllBytes(file.getKey()), file.getValue());
    }
    System.out.printf("CPython %s: %s%n", cpython.version(), comparison.summary());
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.functions()).isPositive();
  }

  private static TreeSet<Path> sample(CPython cpython) throws IOException {
    List<Path> all = cpython.files();
    TreeSet<Path> sample = new TreeSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (i % STEP == 0 || NASTY.matcher(all.get(i).toString()).matches()) {
        sample.add(all.get(i));
      }
    }
    if (cpython.readsBackslashes()) {
      for (String name : GoldenTest.cases()) {
        sample.add(GoldenTest.FOLDER.resolve(name + ".py").toAbsolutePath());
      }
    }
    return sample;
  }
}
