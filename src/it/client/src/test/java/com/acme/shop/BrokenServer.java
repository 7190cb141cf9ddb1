package com.acme.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request with what a test makes up, and counts them. */
final class BrokenServer implements AutoCloseable {
  static final String VALUE = "application/vnd.nanoservice+json";
  static final String LINES = "application/vnd.nanoservice.lines";

  private final ServerSocket socket;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String[] answers;

  /** Gives an answer for each request on a connection, then ends it; empty: it stalls. */
  BrokenServer(String... answers) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answers = answers;
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  int requests() {
    return requests.get();
  }

  /** Waits until the client has closed a connection. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  static String whole(String status, String type, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return head(status, type) + "Content-Length: " + length + "\r\n\r\n" + body;
  }

  static String begun(String type, String body) {
    return head("200 OK", type) + "Content-Length: 1000\r\n\r\n" + body;
  }

  private static String head(String status, String type) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        answer(connection);
      } catch (IOException e) {
        closed.countDown();
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = connection.getOutputStream();
    for (String answer : answers) {
      read(in);
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    String last = answers[answers.length - 1];
    boolean stalls = last.contains("Content-Length: 1000\r\n");
    if (stalls && in.read() < 0) {
      closed.countDown();
    } else {
      read(in);
    }
  }

  private void read(BufferedReader in) throws IOException {
    int length = 0;
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the client has gone");
    }
    requests.incrementAndGet();
    while (!line.isEmpty()) {
      if (line.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      line = in.readLine();
    }
    in.skip(length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
