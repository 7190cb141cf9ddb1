package io.github.nanoservice.mojo;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Decomposer;
import io.github.nanoservice.topology.SourceFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The modules below a source directory.
 *
 * @param files all that could be read, sorted by path
 * @param findings one for each that could not
 * @param requirements text of the directory's {@code requirements.txt}, empty where there is none
 */
record SourceScan(List<SourceFile> files, List<Finding> findings, String requirements) {
  private static final String SUFFIX = ".py";
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String PACKAGE_FILE = "__init__";

  /** PEP 3131, but for a few characters of compatibility that Java has no class of. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*+");

  /**
   * Reads and decomposes every {@code *.py} file below a directory, but for what is hidden or in a
   * {@code __pycache__}. Symbolic links are followed, none in a circle.
   *
   * @param directory an existing directory
   * @throws IOException where the walk itself fails; a file that cannot be read is a finding
   */
  static SourceScan of(Path directory) throws IOException {
    Collector collector = new Collector(directory);
    Files.walkFileTree(
        directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collector);
    collector.files.sort(Comparator.comparing(SourceFile::path));
    String requirements = collector.requirements();
    return new SourceScan(
        List.copyOf(collector.files), List.copyOf(collector.findings), requirements);
  }

  /** Whether there was nothing to read at all. */
  boolean isEmpty() {
    return files.isEmpty() && findings.isEmpty();
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Decomposer decomposer = new Decomposer();
    private final List<SourceFile> files = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Collector(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String name = directory.getFileName().toString();
      boolean leftOut = name.startsWith(".") || name.equals("__pycache__");
      return leftOut && !directory.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (!name.endsWith(SUFFIX) || name.startsWith(".")) {
        return FileVisitResult.CONTINUE;
      }
      if (!attributes.isRegularFile()) {
        // A pipe would be waited for, a link to nowhere has nothing to read.
        unreadable(
            file,
            attributes.isSymbolicLink()
                ? "is a link to a file that is not there"
                : "is not a regular file");
        return FileVisitResult.CONTINUE;
      }
      List<String> names = moduleNames(path(file));
      List<String> strange = names.stream().filter(each -> !isIdentifier(each)).toList();
      if (strange.isEmpty()) {
        read(file, String.join(".", names));
      } else {
        findings.add(unimportable(path(file), strange.get(0)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
      boolean circle = fault instanceof FileSystemLoopException;
      if (!circle) {
        unreadable(file, "cannot be read (" + fault + ")");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException fault) {
      if (fault != null) {
        unreadable(directory, "cannot be read to its end (" + fault + ")");
      }
      return FileVisitResult.CONTINUE;
    }

    private void read(Path file, String name) {
      try {
        files.add(
            new SourceFile(
                path(file),
                name,
                file.endsWith(PACKAGE_FILE + SUFFIX) && !name.equals(PACKAGE_FILE),
                decomposer.decompose(Files.readAllBytes(file))));
      } catch (IOException e) {
        unreadable(file, "cannot be read (" + e + ")");
      }
    }

    String requirements() {
      Path file = root.resolve(REQUIREMENTS);
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (MalformedInputException e) {
        unreadable(file, "is not in UTF-8");
      } catch (IOException e) {
        unreadable(file, "cannot be read (" + e + ")");
      }
      return "";
    }

    private void unreadable(Path file, String why) {
      findings.add(
          Finding.of(
              Rule.UNREADABLE_FILE,
              new Place.InFile(path(file)),
              "this " + why,
              "Make it a readable file, or move it out of the source directory."));
    }

    private String path(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }
  }

  private static Finding unimportable(String path, String name) {
    String better = name.replaceAll("[^\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}_]", "_");
    return Finding.of(
        Rule.UNREADABLE_FILE,
        new Place.InFile(path),
        "Python cannot import a module called \"" + name + "\", which is no identifier",
        "Rename it, to \"%s\" say, or move it out of the source directory."
            .formatted(Character.isDigit(better.codePointAt(0)) ? "_" + better : better));
  }

  private static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches();
  }

  /** The parts of a module's dotted name; a package's file has the package's. */
  private static List<String> moduleNames(String path) {
    String stem = path.substring(0, path.length() - SUFFIX.length());
    boolean ofPackage = stem.endsWith("/" + PACKAGE_FILE);
    return List.of(
        (ofPackage ? stem.substring(0, stem.length() - PACKAGE_FILE.length() - 1) : stem)
            .split("/", -1));
  }
}
