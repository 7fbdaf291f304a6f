package io.m1bridge.contactsync.trial;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What pipelines show of tests: JUnit's XML. */
final class JUnitReport {

  private JUnitReport() {}

  static void write(Path file, String suite, List<ExampleCheck.Outcome> outcomes)
      throws IOException {
    try (Writer text = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument();
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(outcomes.size()));
      xml.writeAttribute(
          "failures", Long.toString(outcomes.stream().filter(o -> !o.passed()).count()));
      for (ExampleCheck.Outcome outcome : outcomes) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", outcome.example().name());
        if (!outcome.passed()) {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", String.join("; ", outcome.differences()));
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("Cannot write " + file, e);
    }
  }
}
