package io.github.nanoservice.build;

import io.github.nanoservice.bundle.BuildLock;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.files.OutputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says which execution of a build writes a bundle. Without it, two executions with one output
 * directory would remove each other's services. The claim is a file next to the bundle, so that the
 * modules of a build see the claims of one another. A claim of another build does not count: its
 * bundle is out of date, and its execution may no longer exist.
 *
 * @param build identifies the run of Maven
 * @param execution the execution as messages name it
 * @param sources the source directory
 * @param parameters fingerprint of everything else that the execution makes of the sources
 */
public record OutputClaim(String build, String execution, String sources, String parameters) {
  private static final String SUFFIX = ".claim";

  /**
   * The claim of an execution on the output directory of a request.
   *
   * @param build identifies the run of Maven
   * @param execution the execution as messages name it: {@code execution "default-cli" of shop}
   */
  public static OutputClaim of(String build, String execution, BundleRequest request) {
    // Secrets do not change the bundle, and the file of the claim must not depend on them.
    return new OutputClaim(
        build,
        execution,
        request.source().directory().toString(),
        Fingerprint.of(List.of(request.source(), request.outputDirectory(), request.settings())));
  }

  /**
   * Claims a directory, unless an execution with other sources of the same build has claimed it.
   *
   * @param output the output directory; it need not exist
   * @return an error for each execution with other sources that has claimed this directory, one
   *     around it or one in it; a warning if the same sources were written with other parameters
   * @throws IOException if the claim cannot be written
   */
  public List<Finding> take(Path output) throws IOException {
    Files.createDirectories(output.getParent());
    BuildLock lock = new BuildLock(output.resolveSibling("." + output.getFileName() + ".lock"));
    return lock.runExclusively(() -> takeAlone(output));
  }

  private List<Finding> takeAlone(Path output) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Path own = file(output);
    Optional<OutputClaim> before = read(own).filter(this::isOfThisBuild);
    if (before.isPresent() && !before.get().sources.equals(sources)) {
      findings.add(conflict(before.get(), "this directory"));
    } else if (before.isPresent() && !before.get().parameters.equals(parameters)) {
      findings.add(replacement(before.get()));
    }
    for (Path around = output.getParent();
        around != null && around.getFileName() != null;
        around = around.getParent()) {
      Path directory = around;
      read(file(around))
          .filter(this::isOfThisBuild)
          .ifPresent(other -> findings.add(conflict(other, "its parent " + directory)));
    }
    for (Path within : claimsIn(output)) {
      read(within)
          .filter(this::isOfThisBuild)
          .ifPresent(
              other -> findings.add(conflict(other, "a directory in it, next to " + within)));
    }
    if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
      OutputFile.write(own, bytes());
    }
    return findings;
  }

  private boolean isOfThisBuild(OutputClaim other) {
    return other.build.equals(build);
  }

  private static Path file(Path output) {
    return output.resolveSibling("." + output.getFileName() + SUFFIX);
  }

  private static List<Path> claimsIn(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(output)) {
      return children.filter(child -> child.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private Finding conflict(OutputClaim other, String what) {
    return Finding.of(
        Rule.INVALID_PARAMETER,
        new Location.InParameter("outputDirectory"),
        "%s writes the bundle of %s, but %s has written that of %s into %s"
            .formatted(execution, sources, other.execution, other.sources, what),
        "Give each of the two an <outputDirectory> of its own, such as"
            + " ${project.build.directory}/nanoservices-NAME.");
  }

  private Finding replacement(OutputClaim other) {
    return new Finding(
        Rule.INVALID_PARAMETER,
        Severity.WARNING,
        new Location.InParameter("outputDirectory"),
        "%s replaces the bundle that %s wrote from the same sources with other parameters"
            .formatted(execution, other.execution),
        "Give both the same parameters, or give one another <outputDirectory>.");
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (String text : List.of(build, execution, sources, parameters)) {
      out.writeUTF(text);
    }
    return bytes.toByteArray();
  }

  /** A file that is no claim counts as none: it only says who wrote last. */
  private static Optional<OutputClaim> read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(InputFile.bytes(file)));
      return Optional.of(new OutputClaim(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
