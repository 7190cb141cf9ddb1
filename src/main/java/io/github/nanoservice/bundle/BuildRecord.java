package io.github.nanoservice.bundle;

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
 * The last build of a bundle, kept in a file beside it. It only saves time: a file that is missing,
 * damaged or of another version of the plugin tells of no build, and one that cannot be written is
 * no fault.
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

  /** The last build, where it had these inputs and the bundle is as it left it. */
  Optional<Build> recall(String inputs) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length - CHECKSUM_BYTES;
      if (length < 0) {
        return Optional.empty();
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      // What another version of the plugin wrote behind its inputs is not looked at.
      if (!in.readUTF().equals(inputs) || !isWhole(bytes, length)) {
        return Optional.empty();
      }
      Build build = read(inputs, in);
      Snapshot snapshot = Snapshot.read(in);
      // A file that was changed in the same moment as this was written may look as it did.
      long written = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      return snapshot.newest() < written && snapshot.isOf(root)
          ? Optional.of(build)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // so nothing is known of a last build, and everything is done again
    }
  }

  /** Keeps a build that has just made the bundle's files what they are. */
  void keep(Build build, Collection<String> paths) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(build.inputs());
      write(build, out);
      Snapshot.of(root, paths).write(out);
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      return; // the bundle is complete without it, and the next build finds what there is: nothing
    }
  }

  /** Forgets the last build, before the bundle is changed. */
  void forget() throws IOException {
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
    return new Build(inputs, FindingList.read(in), entryPoints, functions, services, files);
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
