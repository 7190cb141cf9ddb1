package io.github.nanoservice.render;

import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The definitions in one file of a service. Each one is copied byte for byte from its source.
 *
 * @param pieces in order
 */
record ModuleBody(List<Piece> pieces) {
  ModuleBody {
    pieces = List.copyOf(pieces);
  }

  /** Python's line ends (Language Reference, Physical lines); Java also counts a form feed. */
  static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  /** Two blank lines, as PEP 8 asks for around functions and classes. */
  private static final String GAP = "\n\n\n";

  /** Stands for the body in a filled template. No Python source contains a NUL. */
  private static final String MARK = "\0";

  /**
   * A definition, or a generated line between two definitions.
   *
   * @param before the line ends before it
   * @param definition empty for a generated line
   */
  record Piece(String before, String text, Optional<Definition> definition) {}

  /**
   * A file with its definitions.
   *
   * @param sources its part of the source map, a line for each definition: {@code 12-15:
   *     shop/prices.py:4} says that lines 12 to 15 are line 4 and the following ones of that source
   */
  record Filled(String text, String sources) {}

  /** Returns the line, if any, that comes before the definitions of a source module. */
  interface ModuleStart {
    Optional<String> line(String module);
  }

  /**
   * Lays out definitions.
   *
   * @param start gives the line to insert when the source module changes
   */
  static ModuleBody of(List<Definition> ordered, ModuleStart start) {
    List<Piece> pieces = new ArrayList<>();
    Optional<Definition> previous = Optional.empty();
    for (Definition definition : ordered) {
      String before = previous.map(last -> between(last, definition)).orElse("");
      boolean changesFile =
          previous.filter(last -> !last.file().path().equals(definition.file().path())).isPresent();
      Optional<String> line = changesFile ? start.line(definition.file().name()) : Optional.empty();
      if (line.isPresent()) {
        pieces.add(new Piece(GAP, line.get(), Optional.empty()));
        before = GAP;
      }
      pieces.add(new Piece(before, definition.text(), Optional.of(definition)));
      previous = Optional.of(definition);
    }
    return new ModuleBody(pieces);
  }

  /** Short statements that are neighbours in the source stay neighbours. */
  private static String between(Definition first, Definition second) {
    if (!isShort(first) || !isShort(second) || !first.file().path().equals(second.file().path())) {
      return GAP;
    }
    Source source = first.file().module().source();
    int lines =
        source.position(second.span().start()).line() - source.position(first.span().end()).line();
    return lines <= 1 ? "\n" : "\n\n";
  }

  private static boolean isShort(Definition definition) {
    return definition instanceof Definition.OfStatement of
        && of.statement().kind() != Statement.Kind.CLASS_DEF;
  }

  /** Returns what a template has to show for the body; empty if there are no definitions. */
  Optional<String> mark() {
    return pieces.isEmpty() ? Optional.empty() : Optional.of(MARK);
  }

  /**
   * Inserts the body into a filled template.
   *
   * @param file has the {@link #mark} where the body goes
   * @param prefix start of each line of the source map
   */
  Filled insertInto(String file, String prefix) {
    if (pieces.isEmpty()) {
      return new Filled(file, "");
    }
    int mark = file.indexOf(MARK);
    StringBuilder text = new StringBuilder(file.substring(0, mark));
    StringBuilder sources = new StringBuilder();
    int line = 1 + lineEnds(text);
    for (Piece piece : pieces) {
      text.append(piece.before()).append(piece.text());
      int first = line + lineEnds(piece.before());
      int last = first + lineEnds(piece.text());
      line = last;
      piece
          .definition()
          .ifPresent(
              definition -> sources.append(prefix).append(sourceLine(first, last, definition)));
    }
    return new Filled(
        text.append(file.substring(mark + MARK.length())).toString(), sources.toString());
  }

  private static String sourceLine(int first, int last, Definition definition) {
    int line = definition.file().module().source().position(definition.span().start()).line();
    return first + "-" + last + ": " + definition.file().path() + ":" + line + "\n";
  }

  private static int lineEnds(CharSequence text) {
    return (int) LINE_END.matcher(text).results().count();
  }
}
