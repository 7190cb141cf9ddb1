package io.github.nanoservice.render;

import io.github.nanoservice.python.Statement;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The definitions of one file of a service, each byte for byte, as they stand one below the other.
 *
 * @param pieces in their order
 */
record ModuleBody(List<Piece> pieces) {
  /** What Python counts as the end of a line; a form feed, which Java counts too, is none. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  /** What stands above the first definition, and between functions and classes (PEP 8). */
  static final String GAP = "\n\n\n";

  /**
   * A definition, or a line of ours between two.
   *
   * @param before the line ends in front of it
   * @param definition nothing for a line of ours
   */
  record Piece(String before, String text, Optional<Definition> definition) {}

  /**
   * Lays definitions out.
   *
   * @param ordered in their order
   * @param entry what to write in front of what comes from the next file of the user's
   */
  static ModuleBody of(List<Definition> ordered, Entry entry) {
    List<Piece> pieces = new ArrayList<>();
    Optional<Definition> previous = Optional.empty();
    for (Definition definition : ordered) {
      String before = previous.map(each -> between(each, definition)).orElse("");
      boolean changesFile =
          previous.filter(each -> !each.file().path().equals(definition.file().path())).isPresent();
      Optional<String> line = changesFile ? entry.line(definition.file().name()) : Optional.empty();
      if (line.isPresent()) {
        pieces.add(new Piece(GAP, line.get(), Optional.empty()));
        before = GAP;
      }
      pieces.add(new Piece(before, definition.text(), Optional.of(definition)));
      previous = Optional.of(definition);
    }
    return new ModuleBody(pieces);
  }

  /** Gives the line, if any, that stands in front of the definitions of a module. */
  interface Entry {
    Optional<String> line(String module);
  }

  /** Short statements that are neighbours in the source are neighbours here. */
  private static String between(Definition one, Definition other) {
    if (!isShort(one) || !isShort(other) || !one.file().path().equals(other.file().path())) {
      return GAP;
    }
    Source source = one.file().module().source();
    int gap =
        source.position(other.span().start()).line() - source.position(one.span().end()).line();
    return gap <= 1 ? "\n" : "\n\n";
  }

  private static boolean isShort(Definition definition) {
    return definition instanceof Definition.OfStatement of
        && of.statement().kind() != Statement.Kind.CLASS_DEF;
  }

  /** All of it, without a line end behind the last definition. */
  String text() {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.before()).append(piece.text()));
    return text.toString();
  }

  /**
   * Tells where each definition stands in a file of the user's, for tracebacks to show: a line
   * {@code 12-15: shop/prices.py:4} says that lines 12 to 15 here are line 4 and those that follow
   * there.
   *
   * @param page the whole file, which has the body behind its first {@link #GAP}
   * @param prefix what each line begins with
   */
  String sources(String page, String prefix) {
    StringBuilder lines = new StringBuilder();
    if (pieces.isEmpty()) {
      return "";
    }
    int line = 1 + lineEnds(page.substring(0, page.indexOf(GAP))) + lineEnds(GAP);
    for (Piece piece : pieces) {
      int first = line + lineEnds(piece.before());
      int last = first + lineEnds(piece.text());
      line = last;
      for (Definition definition : piece.definition().stream().toList()) {
        Source source = definition.file().module().source();
        lines
            .append(prefix)
            .append(first + "-" + last + ": ")
            .append(definition.file().path())
            .append(":" + source.position(definition.span().start()).line() + "\n");
      }
    }
    return lines.toString();
  }

  private static int lineEnds(String text) {
    return (int) LINE_END.matcher(text).results().count();
  }
}
