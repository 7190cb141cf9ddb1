package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.python.Argument;
import io.github.nanoservice.python.ArgumentReader;
import io.github.nanoservice.python.Expression;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the literal paths of files that definitions certainly read from the working directory of a
 * service: {@code open("prices.csv")}, {@code Path("prices.csv").read_text()}.
 */
public final class FileReads {
  /** What a program does that expects a file to be missing. */
  private static final Pattern PREPARED =
      Pattern.compile("\\b(?:except|suppress|exists|isfile|is_file)\\b");

  /** The rest of a call of {@code Path} whose value is read at once. */
  private static final Pattern READ_AT_ONCE =
      Pattern.compile(
          "\\s*,?\\s*\\)\\s*\\.\\s*(?:read_(?:text|bytes)\\s*\\(|open\\s*\\(\\s*(?:\\)|[\"']r[bt]?[\"']))");

  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\~].*|[A-Za-z]:.*", Pattern.DOTALL);

  private final NameResolver resolver;
  private final List<FileRead> reads = new ArrayList<>();

  private FileReads(NameResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * A place where a file is read.
   *
   * @param location the name of the called function
   * @param path relative, as the program writes it
   */
  public record FileRead(Location location, String path) {}

  /**
   * Finds the reads in some sources, in their order. There are none if the sources change the
   * working directory. A path that they also use in another way may be that of a file that they
   * write themselves, and is left out.
   */
  public static List<FileRead> in(List<SourceFile> sources, NameResolver resolver) {
    List<String> texts = sources.stream().map(file -> file.module().source().text()).toList();
    if (texts.stream().anyMatch(text -> text.contains("chdir"))) {
      return List.of();
    }
    FileReads found = new FileReads(resolver);
    sources.stream()
        .flatMap(FileReads::definitions)
        .filter(definition -> !PREPARED.matcher(definition.text()).find())
        .forEach(found::add);
    Map<String, Long> counts =
        found.reads.stream().collect(Collectors.groupingBy(FileRead::path, Collectors.counting()));
    return found.reads.stream()
        .filter(
            read ->
                texts.stream().mapToLong(text -> occurrences(text, read.path())).sum()
                    == counts.get(read.path()))
        .toList();
  }

  private static Stream<Definition> definitions(SourceFile file) {
    Stream<Definition> functions =
        file.module().functions().stream().map(each -> new Definition.OfFunction(file, each));
    Stream<Definition> statements =
        file.module().statements().stream()
            .filter(Statement::accepted)
            .map(each -> new Definition.OfStatement(file, each));
    return Stream.concat(functions, statements).sorted(Definition.BY_LOCATION);
  }

  private static long occurrences(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  private void add(Definition definition) {
    List<ResolvedUse> calls =
        resolver.uses(definition).stream()
            .filter(use -> use.reference().use() == Reference.Use.CALL)
            .filter(use -> use.reference().certain() && (isOpen(use) || isPath(use)))
            .toList();
    Source source = definition.file().module().source();
    List<List<Argument>> arguments =
        ArgumentReader.of(
            source, definition.span(), calls.stream().map(ResolvedUse::reference).toList());
    for (int i = 0; i < calls.size(); i++) {
      ResolvedUse call = calls.get(i);
      List<Argument> passed = arguments.get(i);
      Optional<String> path = passed.stream().findFirst().flatMap(FileReads::text);
      if (path.isPresent()
          && passed.get(0).kind() == Argument.Kind.POSITIONAL
          && !path.get().isEmpty()
          && !ABSOLUTE.matcher(path.get()).matches()
          && (isOpen(call) ? reads(passed) : isReadAtOnce(source, passed))) {
        reads.add(new FileRead(Locations.of(definition, call), path.get()));
      }
    }
  }

  private static boolean isOpen(ResolvedUse use) {
    return use.target() instanceof Target.Unbound
            && use.reference().name().equals("open")
            && use.reference().attributes().isEmpty()
        || use.libraryName().equals("io.open");
  }

  private static boolean isPath(ResolvedUse use) {
    return use.libraryName().equals("pathlib.Path");
  }

  /** Whether the mode is absent, or opens a file that has to exist, and only for reading. */
  private static boolean reads(List<Argument> passed) {
    for (int i = 1; i < passed.size(); i++) {
      Argument argument = passed.get(i);
      boolean isMode =
          argument.kind() == Argument.Kind.POSITIONAL
              ? i == 1
              : argument.keyword().filter("mode"::equals).isPresent();
      boolean isStarred =
          argument.kind() == Argument.Kind.STARRED
              || argument.kind() == Argument.Kind.DOUBLE_STARRED;
      if (isStarred
          || isMode && text(argument).filter(mode -> mode.matches("r[bt]?|[bt]r")).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReadAtOnce(Source source, List<Argument> passed) {
    return passed.size() == 1
        && READ_AT_ONCE
            .matcher(source.text())
            .region(passed.get(0).span().end(), source.text().length())
            .lookingAt();
  }

  private static Optional<String> text(Argument argument) {
    return Expression.of(argument.value()) instanceof Expression.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
