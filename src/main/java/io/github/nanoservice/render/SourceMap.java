package io.github.nanoservice.render;

import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.regex.Pattern;

/**
 * Tells the runtime where the functions in a {@code main.py} stand in the user's own files, for
 * tracebacks to show: a line {@code 12-15: shop/prices.py:4} for each function says that lines 12
 * to 15 there are line 4 and those that follow here.
 */
final class SourceMap {
  /** What Python counts as the end of a line; a form feed, which Java counts too, is none. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private SourceMap() {}

  /**
   * @param page the service's main.py, which holds its functions verbatim and in order
   */
  static String of(Service service, String page) {
    StringBuilder lines = new StringBuilder();
    int behind = 0;
    int line = 1;
    for (Endpoint endpoint : DefinitionOrder.of(service)) {
      String source = ServerPage.source(endpoint);
      int start = page.indexOf("\n\n\n" + source, behind) + 3;
      int first = line + lineEnds(page.substring(behind, start));
      int last = first + lineEnds(source);
      behind = start + source.length();
      line = last;
      String place = endpoint.file().path() + ":" + EndpointEntry.Lines.of(endpoint).first();
      lines.append(first + "-" + last + ": " + place + "\n");
    }
    return lines.toString();
  }

  private static int lineEnds(String text) {
    return (int) LINE_END.matcher(text).results().count();
  }
}
