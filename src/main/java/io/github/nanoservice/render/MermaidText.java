package io.github.nanoservice.render;

import io.github.nanoservice.services.Application;
import io.github.nanoservice.services.CallEdge;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.Served;
import io.github.nanoservice.services.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Draws the call graph as a flowchart in the syntax of Mermaid. */
final class MermaidText {
  /** Characters that end a label or are markup in it, such as underscores at the edge of a word. */
  private static final Pattern MARKUP =
      Pattern.compile("_(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])_|[^\\p{L}\\p{M}\\p{N}_.-]");

  private MermaidText() {}

  /** Returns the lines of the flowchart: groups, functions and calls. */
  static List<String> of(List<Service> services) {
    List<String> lines = new ArrayList<>(List.of("flowchart LR"));
    // Nodes have generated identifiers, because a function may be called "end", a Mermaid keyword.
    Map<String, String> nodes = new HashMap<>();
    for (int i = 0; i < services.size(); i++) {
      Service service = services.get(i);
      if (service.group()) {
        lines.add("  subgraph s" + i + "[\"" + label(service.name()) + "\"]");
      }
      for (Served served : service.served()) {
        String node = "f" + nodes.size();
        nodes.put(served.name(), node);
        lines.add(
            (service.group() ? "    " : "  ")
                + node
                + "[\""
                + label(served instanceof Application each ? each.simpleName() : served.name())
                + "\"]");
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
      for (Endpoint callee : service.requests()) {
        lines.add("  " + nodes.get(service.name()) + " -.-> " + nodes.get(callee.name()));
      }
    }
    return lines;
  }

  private static String arrow(CallEdge call) {
    String line = call.remote() ? " -.-" : " --";
    return line + (call.kind() == CallEdge.Kind.CALL ? "> " : "o ");
  }

  /** Returns the text of a label, in which markup is replaced by numeric character references. */
  static String label(String name) {
    return MARKUP.matcher(name).replaceAll(found -> "#" + found.group().codePointAt(0) + ";");
  }
}
