package io.github.nanoservice.bundle;

import io.github.nanoservice.diagnostic.Excerpt;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.source.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes findings in a binary format. */
final class FindingList {
  private FindingList() {}

  static void write(List<Finding> findings, DataOutput out) throws IOException {
    out.writeInt(findings.size());
    for (Finding finding : findings) {
      out.writeUTF(finding.rule().name());
      out.writeUTF(finding.severity().name());
      write(finding.location(), out);
      out.writeUTF(finding.message());
      out.writeUTF(finding.advice());
    }
  }

  static List<Finding> read(DataInput in) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      findings.add(
          new Finding(
              Rule.valueOf(in.readUTF()),
              Severity.valueOf(in.readUTF()),
              place(in),
              in.readUTF(),
              in.readUTF()));
    }
    return findings;
  }

  private static void write(Location place, DataOutput out) throws IOException {
    if (place instanceof Location.InSource in) {
      out.writeByte('s');
      out.writeUTF(in.path());
      write(in.start(), out);
      write(in.end(), out);
      out.writeUTF(in.excerpt().line());
      out.writeInt(in.excerpt().start());
      out.writeInt(in.excerpt().end());
    } else if (place instanceof Location.InFile in) {
      out.writeByte('f');
      out.writeUTF(in.path());
    } else if (place instanceof Location.InParameter in) {
      out.writeByte('p');
      out.writeUTF(in.name());
    } else {
      out.writeByte('e');
    }
  }

  private static Location place(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case 's' ->
          new Location.InSource(
              in.readUTF(),
              position(in),
              position(in),
              new Excerpt(in.readUTF(), in.readInt(), in.readInt()));
      case 'f' -> new Location.InFile(in.readUTF());
      case 'p' -> new Location.InParameter(in.readUTF());
      case 'e' -> new Location.Everywhere();
      default -> throw new IOException("unknown kind of location");
    };
  }

  private static void write(Position position, DataOutput out) throws IOException {
    out.writeInt(position.line());
    out.writeInt(position.column());
  }

  private static Position position(DataInput in) throws IOException {
    return new Position(in.readInt(), in.readInt());
  }
}
