package io.github.nanoservice.build;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.data.PackageDirectories;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.files.Content;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Identifier;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.UserRequirements;
import io.github.nanoservice.resolve.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules in a source directory, and the data beside them.
 *
 * @param files all readable modules, sorted by path
 * @param data all readable data files, sorted by path
 * @param unread dotted names of the modules and directories that could not be read
 * @param findings one for each of these
 * @param requirements the distributions that the project declares
 * @param origins where the modules of other projects are, as locations have it, by their paths
 */
record SourceScan(
    List<Unit> files,
    List<PackageData> data,
    Set<String> unread,
    List<Finding> findings,
    UserRequirements requirements,
    Map<String, String> origins) {
  SourceScan {
    files = List.copyOf(files);
    data = List.copyOf(data);
    unread = Collections.unmodifiableSet(new LinkedHashSet<>(unread));
    findings = List.copyOf(findings);
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }

  private static final String SUFFIX = ".py";

  private static final String PACKAGE_FILE = "__init__";

  /**
   * Reads every {@code *.py} file below a directory, and hashes every data file, except hidden
   * ones, those in {@code __pycache__} and those in directories of tools. Follows symbolic links,
   * except those that form a cycle.
   *
   * @param directory an existing directory
   * @param excluded files and directories that are neither sources nor data
   * @param selection which files are data
   * @param search where the distributions are declared
   * @param format whether a module whose name is no identifier is an error, or data of its package
   * @throws IOException if the directory cannot be walked; an unreadable file is a finding
   */
  static SourceScan of(
      Path directory,
      Collection<Path> excluded,
      DataSelection selection,
      DeclarationSearch search,
      Format format)
      throws IOException {
    Collector collector =
        new Collector(directory, realPaths(excluded), selection.accepts(), format);
    Files.walkFileTree(
        directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collector);
    collector.files.sort(Comparator.comparing(Unit::path));
    UserRequirements requirements = collector.requirements(search);
    return new SourceScan(
        List.copyOf(collector.files),
        collector.data(),
        Set.copyOf(collector.unread),
        collector.findings(),
        requirements,
        Map.of());
  }

  private static Set<Path> realPaths(Collection<Path> excluded) throws IOException {
    Set<Path> paths = new HashSet<>();
    for (Path path : excluded) {
      if (Files.exists(path)) {
        paths.add(path.toRealPath());
      }
    }
    return paths;
  }

  /**
   * A module on disk.
   *
   * @param path relative to the source directory, with {@code /}
   * @param name its dotted name
   * @param isPackage whether it is the {@code __init__.py} of a package
   * @param bytes its content
   */
  record Unit(String path, String name, boolean isPackage, byte[] bytes) {

    /** Whether it only makes its directory a package: it has comments and a docstring at most. */
    boolean isMarker() {
      if (!isPackage) {
        return false;
      }
      Module module = new ModuleParser(Format.strict()).parse(bytes);
      return Stream.of(
              module.functions(), module.imports(), module.statements(), module.violations())
          .allMatch(List::isEmpty);
    }

    private SourceFile parsed(Format format) {
      return new SourceFile(path, name, isPackage, new ModuleParser(format).parse(bytes));
    }
  }

  /** All readable files, parsed in parallel and sorted by path. */
  List<SourceFile> parsed(Format format) {
    return files.parallelStream().map(unit -> unit.parsed(format)).toList();
  }

  /** Returns the bytes of each readable file by its path. */
  Map<String, byte[]> contents() {
    return files.stream().collect(Collectors.toMap(Unit::path, Unit::bytes));
  }

  /** Whether the directory has no modules, not even unreadable ones. */
  boolean isEmpty() {
    return files.isEmpty() && findings.isEmpty();
  }

  /** The most paths of one directory, of which all but one lead through links. */
  private static final int MOST_PATHS = 16;

  /** Bytes of memory that the analysis may take for each byte of the modules. */
  private static final int BYTES_OF_MEMORY = 16;

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final PathEncoding encoding = PathEncoding.ofSystem();
    private final List<Unit> files = new ArrayList<>();
    private final Set<String> unread = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Path> excluded;
    private final Predicate<String> isData;
    private final Format format;
    private final UnimportableFiles unimportable = new UnimportableFiles();
    private final List<Path> dataFiles = new ArrayList<>();
    private final Map<Path, int[]> visits = new HashMap<>();
    private final long mostBytes = Runtime.getRuntime().maxMemory() / BYTES_OF_MEMORY;
    private long left = mostBytes;

    Collector(Path root, Set<Path> excluded, Predicate<String> isData, Format format) {
      this.root = root;
      this.excluded = excluded;
      this.isData = isData;
      this.format = format;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      String name = directory.getFileName().toString();
      if (name.startsWith(".") || name.equals("__pycache__")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      try {
        Path real = directory.toRealPath();
        if (excluded.contains(real)) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        Optional<String> kind = ToolDirectory.of(directory);
        if (kind.isPresent()) {
          findings.add(ToolDirectory.skipped(path(directory), kind.get()));
          return FileVisitResult.SKIP_SUBTREE;
        }
        // Links to directories with links would multiply the paths with each level.
        if (++visits.computeIfAbsent(real, path -> new int[1])[0] > MOST_PATHS) {
          unreadable(directory, "has more than %d paths through links".formatted(MOST_PATHS));
          return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
      } catch (IOException e) {
        unread(directory, "cannot be read" + reason(e));
        return FileVisitResult.SKIP_SUBTREE;
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      boolean isModule = isModuleFile(file);
      if (!isModule && !isDataFile(file)
          || attributes.isRegularFile() && excluded.contains(file.toRealPath())) {
        return FileVisitResult.CONTINUE;
      }
      if (!attributes.isRegularFile()) {
        // Reading a pipe would block until somebody writes to it.
        unread(
            file,
            attributes.isSymbolicLink()
                ? "is a link to a file that does not exist"
                : "is not a regular file");
        return FileVisitResult.CONTINUE;
      }
      Optional<String> fault = encoding.fault(path(file));
      if (fault.isPresent()) {
        if (isModule) {
          unread.add(String.join(".", moduleNames(path(file))));
        }
        findings.add(
            Finding.of(
                Rule.UNREADABLE_FILE,
                new Location.InFile(path(file)),
                "this file " + fault.get(),
                encoding.advice()));
        return FileVisitResult.CONTINUE;
      }
      if (!isModule) {
        dataFiles.add(file);
        return FileVisitResult.CONTINUE;
      }
      List<String> names = moduleNames(path(file));
      Optional<String> illegal = names.stream().filter(each -> !isModule(each)).findFirst();
      // A file beyond its own limit is reported as such, and not read.
      left -= attributes.size() > InputFile.LIMIT ? 0 : attributes.size();
      if (left < 0) {
        findings.add(tooMuch(file));
        return FileVisitResult.TERMINATE;
      }
      if (illegal.isEmpty()) {
        read(file, String.join(".", names));
      } else if (!format.extended()) {
        unread.add(String.join(".", names));
        findings.add(UnimportableFiles.error(path(file), illegal.get()));
      } else if (isData.test(path(file))) {
        dataFiles.add(file);
        unimportable.add(path(file), illegal.get());
      }
      return FileVisitResult.CONTINUE;
    }

    List<Finding> findings() {
      return Stream.concat(findings.stream(), unimportable.warnings().stream()).toList();
    }

    private static boolean isHidden(Path file) {
      return file.getFileName().toString().startsWith(".");
    }

    private static boolean isModuleFile(Path file) {
      return file.getFileName().toString().endsWith(SUFFIX) && !isHidden(file);
    }

    private boolean isDataFile(Path file) {
      return !isHidden(file) && !isModuleFile(file) && isData.test(path(file));
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
      boolean isCycle = fault instanceof FileSystemLoopException;
      if (!isCycle && (isModuleFile(file) || isDataFile(file) || Files.isDirectory(file))) {
        unread(file, "cannot be read" + reason(fault));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException fault) {
      if (fault != null) {
        unread(directory, "cannot be read completely" + reason(fault));
      }
      return FileVisitResult.CONTINUE;
    }

    private void read(Path file, String name) {
      try {
        files.add(
            new Unit(
                path(file),
                name,
                file.endsWith(PACKAGE_FILE + SUFFIX) && !name.equals(PACKAGE_FILE),
                InputFile.bytes(file)));
      } catch (IOException e) {
        unread(file, "cannot be read" + reason(e));
      }
    }

    /** Hashes the data files, and finds the packages that they belong to. */
    List<PackageData> data() {
      SortedMap<String, Content.OfFile> contents = new TreeMap<>();
      dataFiles.forEach(file -> hash(file, contents));
      PackageDirectories packages =
          PackageDirectories.of(
              files.stream().map(Unit::path).toList(),
              files.stream().filter(Unit::isMarker).map(Unit::path).toList());
      packages
          .markersAround(contents.keySet())
          .forEach(marker -> hash(root.resolve(marker), contents));
      return contents.entrySet().stream()
          .map(
              file ->
                  new PackageData(file.getKey(), packages.around(file.getKey()), file.getValue()))
          .toList();
    }

    private void hash(Path file, Map<String, Content.OfFile> contents) {
      try {
        contents.put(path(file), Content.OfFile.read(file));
      } catch (IOException e) {
        unread(file, "cannot be read" + reason(e));
      }
    }

    /** Reads the nearest file that declares distributions. */
    UserRequirements requirements(DeclarationSearch search) {
      for (Path file : search.candidates(root)) {
        try {
          Optional<UserRequirements> declared = search.read(file, InputFile.text(file), this::path);
          if (declared.isPresent()) {
            return declared.get();
          }
        } catch (CharacterCodingException e) {
          unreadable(file, "is not in UTF-8");
          break;
        } catch (IOException e) {
          unreadable(file, "cannot be read" + reason(e));
          break;
        }
      }
      search.unread(root).forEach(this::reportUnreadDeclaration);
      return UserRequirements.none();
    }

    /** Without its versions, services get other releases than the user has tested. */
    private void reportUnreadDeclaration(Path file) {
      try {
        if (DeclarationSearch.declares(file, InputFile.text(file))) {
          findings.add(
              Finding.of(
                  Rule.REQUIREMENT_NOT_FOLLOWED,
                  new Location.InFile(path(file)),
                  "this file declares distributions in a form that is not read, so no service gets"
                      + " their versions",
                  "Write them into requirements.txt, each on a line of its own."));
        }
      } catch (IOException e) {
        // Nothing is known of what it declares, and nothing else reads it.
      }
    }

    /** Links can multiply one large file, each within its own limit. */
    private Finding tooMuch(Path file) {
      return Finding.of(
          Rule.UNREADABLE_FILE,
          new Location.InFile(path(file)),
          "this file and the modules before it have more than %d MiB, the most for the memory of this"
                  .formatted(mostBytes >> 20)
              + " build; it and all further modules are not read",
          "Move what is not a source out of the source directory, or give Maven more memory, such as"
              + " MAVEN_OPTS=-Xmx4g.");
    }

    /** Records a file, or a directory of modules, that exists but has no known content. */
    private void unread(Path file, String why) {
      if (isModuleFile(file) || Files.isDirectory(file)) {
        unread.add(String.join(".", moduleNames(path(file))));
      }
      unreadable(file, why);
    }

    private void unreadable(Path file, String why) {
      findings.add(
          Finding.of(
              Rule.UNREADABLE_FILE,
              new Location.InFile(path(file)),
              "this file " + why,
              isDataFile(file)
                  ? "Make it a readable file, move it out of the source directory, or leave it out"
                      + " with %s.".formatted(Parameters.reference("dataExcludes"))
                  : "Make it a readable file, or move it out of the source directory."));
    }

    private String path(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }
  }

  private static String reason(IOException fault) {
    if (fault instanceof AccessDeniedException) {
      return " (access denied)";
    }
    Optional<String> reason =
        fault instanceof FileSystemException of
            ? Optional.ofNullable(of.getReason())
            : Optional.ofNullable(fault.getMessage());
    return reason.map(text -> " (" + text + ")").orElse("");
  }

  private static boolean isModule(String name) {
    return Identifier.isName(name) && !Identifier.isKeyword(name);
  }

  /**
   * The parts of a module's dotted name. The {@code __init__.py} of a package has the package's.
   */
  private static List<String> moduleNames(String path) {
    String stem = path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path;
    boolean ofPackage = stem.endsWith("/" + PACKAGE_FILE);
    return List.of(
        (ofPackage ? stem.substring(0, stem.length() - PACKAGE_FILE.length() - 1) : stem)
            .split("/", -1));
  }
}
