package io.github.nanoservice.render;

import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Draws who calls whom, in the flowchart syntax of Mermaid. */
final class MermaidText {
  /** Signs that would end a label or be markup in it: underscores are, at the edge of a word. */
  private static final Pattern MARKUP =
      Pattern.compile("_(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])_|[^\\p{L}\\p{M}\\p{N}_.-]");

  private MermaidText() {}

  /** All lines: services of several functions, functions, calls. */
  static List<String> of(List<Service> services) {
    List<String> lines = new ArrayList<>(List.of("flowchart LR"));
    // A name may be a word of Mermaid's, as "end" is; a node's own identifier is none.
    Map<String, String> nodes = new HashMap<>();
    for (int i = 0; i < services.size(); i++) {
      Service service = services.get(i);
      if (service.group()) {
        lines.add("  subgraph s" + i + "[\"" + label(service.name()) + "\"]");
      }
      for (Endpoint endpoint : service.endpoints()) {
        String node = "f" + nodes.size();
        nodes.put(endpoint.name(), node);
        lines.add(
            (service.group() ? "    " : "  ") + node + "[\"" + label(endpoint.name()) + "\"]");
      }
      if (service.group()) {
        lines.add("  end");
      }
    }
    for (Service service : services) {
      for (CallEdge call : service.calls()) {
        lines.add(
            "  " + nodes.get(call.caller().name()) + arrow(call) + nodes.get(call.callee().name()));
      }
    }
    return lines;
  }

  private static String arrow(CallEdge call) {
    String line = call.remote() ? " -.-" : " --";
    return line + (call.kind() == CallEdge.Kind.CALL ? "> " : "o ");
  }

  /** A label's text, its markup as numbers of code points. */
  static String label(String name) {
    return MARKUP.matcher(name).replaceAll(found -> "#" + found.group().codePointAt(0) + ";");
  }
}
