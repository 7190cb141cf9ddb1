package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.ENCODING;
import static io.github.nanoservice.diagnostic.Rule.INDENTATION;
import static io.github.nanoservice.diagnostic.Rule.INVALID_SYNTAX;
import static io.github.nanoservice.diagnostic.Rule.INVALID_TOKEN;
import static io.github.nanoservice.diagnostic.Rule.TOO_DEEP;
import static io.github.nanoservice.diagnostic.Rule.UNBALANCED_BRACKET;
import static io.github.nanoservice.diagnostic.Rule.UNTERMINATED_STRING;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Position;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what the decomposer finds in files with what CPython finds in them, and counts. */
final class Comparison {
  private static final Set<Rule> FAULTS =
      EnumSet.of(
          UNTERMINATED_STRING,
          UNBALANCED_BRACKET,
          INDENTATION,
          ENCODING,
          INVALID_TOKEN,
          INVALID_SYNTAX,
          TOO_DEEP);

  private int files;
  private int refused;
  private int functions;
  private final List<String> differences = new ArrayList<>();

  /**
   * Compares one file.
   *
   * @param name what the file is called in a difference
   * @param reference what oracle.py says of it
   */
  void add(String name, byte[] bytes, List<String> reference) {
    Module module = new ModuleParser(Format.strict()).parse(bytes);
    Optional<Violation> fault =
        module.violations().stream().filter(v -> FAULTS.contains(v.rule())).findFirst();
    files++;
    functions += module.functions().size();
    if (reference.contains("refused by tokenize")) {
      refused++;
      if (fault.isEmpty()) {
        differences.add(name + ": tokenize refuses it, the decomposer does not");
      }
    } else if (reference.contains("refused")) {
      refused++;
    } else if (fault.isPresent()) {
      Position position = module.source().position(fault.get().span().start());
      differences.add(
          name + ":" + position.line() + ":" + position.column() + ": " + fault.get().message());
    } else {
      compare(name, ModuleText.of(module), reference);
    }
  }

  private void compare(String name, List<String> found, List<String> reference) {
    if (!found.equals(reference)) {
      List<String> missing = new ArrayList<>(reference);
      missing.removeAll(found);
      List<String> invented = new ArrayList<>(found);
      invented.removeAll(reference);
      differences.add(name + ": CPython has " + missing + ", the decomposer " + invented);
    }
  }

  /** How many functions the decomposer has found. */
  int functions() {
    return functions;
  }

  /** What is not as it should be, a line for each file. */
  List<String> differences() {
    return differences;
  }

  /** The counts, in one line. */
  String summary() {
    return String.format(
        "%d files (%d of them refused by CPython), %d functions, %d differences",
        files, refused, functions, differences.size());
  }
}
