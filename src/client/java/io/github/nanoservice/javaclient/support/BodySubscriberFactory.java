package io.github.nanoservice.javaclient.support;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;

/** Chooses from the head of a response how to receive its body. */
final class BodySubscriberFactory {
  private BodySubscriberFactory() {}

  /** Returns a subscriber that reads line by line if the service streams, else all bytes. */
  static BodySubscriber<ResponseBody> create(ResponseInfo head) {
    if (head.statusCode() == 200 && mediaType(head.headers()).equals(WireFormat.LINES_TYPE)) {
      return new LineReader.Subscriber<>(ResponseBody::of);
    }
    return BodySubscribers.mapping(BodySubscribers.ofByteArray(), ResponseBody::of);
  }

  /** Returns the media type without its parameters, in lower case (RFC 9110 §8.3.1). */
  static String mediaType(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("no media type");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
