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
 * The parser finds the same as CPython in every file.
 *
 * <p>The files are the interpreter's standard library including its {@code test} package, which
 * contains the most unusual code, its site-packages, and the golden cases. An ordinary run reads
 * every fortieth file and all files that are known to be difficult; {@code mvn test -Pdifferential}
 * reads all.
 *
 * <p>Compared are: each top-level function with its first line (including decorators), its last
 * line and its parameters, whether it is async and whether it is a generator, and the names that it
 * calls, otherwise uses and rebinds in the module, as {@code symtable} resolves them; each import;
 * and each other statement with its line and kind. cpython_reference.py describes two special
 * cases: a class body that binds a name reads it from the module before that, and an augmented
 * assignment reads its target.
 *
 * <p>CPython reports nothing about the contents of a file that it rejects. If {@code tokenize}
 * raises an error, the parser must report a violation too.
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
  void parserAgreesWithCPython(@TempDir Path work) throws IOException, InterruptedException {
    CPython cpython = CPython.find(work);
    ReferenceComparison comparison = new ReferenceComparison();
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
