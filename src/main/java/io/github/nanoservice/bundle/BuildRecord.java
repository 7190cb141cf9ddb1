package io.github.nanoservice.bundle;

import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.files.OutputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The record of a bundle's last build, in a file next to the bundle. It only saves time: a record
 * that is missing, damaged or from another version of the plugin counts as no record, and a record
 * that cannot be written is not an error.
 *
 * <p>The format is binary because every build reads it. Reading the same data as JSON would load a
 * JSON parser into builds that have nothing else to do.
 */
final class BuildRecord {
  private static final int CHECKSUM_BYTES = Long.BYTES;

  private final Path root;
  private final Path file;

  /** Takes the bundle's directory. */
  BuildRecord(Path root) {
    this.root = root;
    this.file = root.resolveSibling("." + root.getFileName() + ".last");
  }

  /** Returns the last build if it had these inputs and the bundle has not changed since. */
  Optional<Build> read(String inputs) {
    try {
      byte[] bytes = InputFile.bytes(file);
      int length = bytes.length - CHECKSUM_BYTES;
      if (length < 0) {
        return Optional.empty();
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      // Another version of the plugin may have another format after the inputs.
      if (!in.readUTF().equals(inputs) || !isWhole(bytes, length)) {
        return Optional.empty();
      }
      Build build = read(inputs, in);
      Snapshot snapshot = Snapshot.read(in);
      // A file that changed in the same clock tick as the record was written may look unchanged.
      long written = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      return snapshot.newest() < written && snapshot.isUnchanged(root)
          ? Optional.of(build)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // nothing is known, so everything is generated again
    }
  }

  /** Writes the record of a build that has just written the bundle. */
  void write(Build build, Collection<String> paths) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(build.inputs());
      write(build, out);
      Snapshot.of(root, paths).write(out);
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
      OutputFile.write(file, bytes.toByteArray());
    } catch (IOException e) {
      return; // the next build finds no record and generates everything again
    }
  }

  /** Deletes the record, before the bundle changes. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static void write(Build build, DataOutputStream out) throws IOException {
    out.writeInt(build.functions());
    out.writeInt(build.services());
    out.writeInt(build.files());
    out.writeInt(build.entryPoints().size());
    for (String entryPoint : build.entryPoints()) {
      out.writeUTF(entryPoint);
    }
    out.writeBoolean(build.calledFunction().isPresent());
    if (build.calledFunction().isPresent()) {
      out.writeUTF(build.calledFunction().get());
    }
    FindingList.write(build.findings(), out);
  }

  private static Build read(String inputs, DataInputStream in) throws IOException {
    int functions = in.readInt();
    int services = in.readInt();
    int files = in.readInt();
    List<String> entryPoints = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      entryPoints.add(in.readUTF());
    }
    Optional<String> calledFunction =
        in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    return new Build(
        inputs, FindingList.read(in), entryPoints, calledFunction, functions, services, files);
  }

  private static boolean isWhole(byte[] bytes, int length) throws IOException {
    DataInputStream end =
        new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES));
    return end.readLong() == checksum(bytes, length);
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
