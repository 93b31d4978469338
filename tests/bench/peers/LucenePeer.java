import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene with nori, told what to do line by line on standard input: build, open, ask, best. A line
 * comes back for each: nothing, nothing, nanoseconds, ids.
 */
public final class LucenePeer {
  private static final int TOP = 10;
  private static final double BUFFER_MEGABYTES = 512;
  private final Analyzer analyzer = new KoreanAnalyzer();
  private IndexSearcher searcher;

  public static void main(String[] arguments) throws Exception {
    LucenePeer peer = new LucenePeer();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split("\t");
      switch (words[0]) {
        case "build" -> {
          peer.build(Path.of(words[1]), Path.of(words[2]), Integer.parseInt(words[3]));
          out.println();
        }
        case "open" -> {
          peer.searcher =
              new IndexSearcher(DirectoryReader.open(FSDirectory.open(Path.of(words[1]))));
          peer.searcher.setSimilarity(new BM25Similarity(0.9f, 0.75f));
          out.println();
        }
        case "ask" -> {
          long began = System.nanoTime();
          peer.answer(words[1]);
          out.println(System.nanoTime() - began);
        }
        case "best" -> {
          List<String> ids = new ArrayList<>();
          for (Document found : peer.answer(words[1])) {
            ids.add(found.get("id"));
          }
          out.println(String.join("\t", ids));
        }
        default -> throw new IllegalArgumentException(words[0]);
      }
      out.flush();
    }
  }

  private List<Document> answer(String text) throws IOException {
    Query parsed =
        new QueryBuilder(analyzer).createBooleanQuery("text", text, BooleanClause.Occur.SHOULD);
    Query query = parsed == null ? new MatchNoDocsQuery() : parsed;
    StoredFields stored = searcher.storedFields();
    List<Document> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, TOP).scoreDocs) {
      found.add(stored.document(hit.doc));
    }
    return found;
  }

  private void build(Path corpus, Path folder, int threads) throws Exception {
    IndexWriterConfig settings = new IndexWriterConfig(analyzer);
    settings.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), settings);
        BufferedReader lines = Files.newBufferedReader(corpus)) {
      List<Thread> running = new ArrayList<>();
      List<Exception> failures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread thread = new Thread(() -> index(lines, writer, failures));
        thread.start();
        running.add(thread);
      }
      for (Thread thread : running) {
        thread.join();
      }
      if (!failures.isEmpty()) {
        throw failures.get(0);
      }
      writer.commit();
    }
  }

  private void index(BufferedReader lines, IndexWriter writer, List<Exception> failures) {
    try {
      while (true) {
        String line;
        synchronized (lines) {
          line = lines.readLine();
        }
        if (line == null) {
          return;
        }
        JsonObject article = JsonParser.parseString(line).getAsJsonObject();
        String title = text(article, "title");
        String body = text(article, "body");
        Document document = new Document();
        document.add(new StringField("id", text(article, "id"), Field.Store.YES));
        document.add(new StoredField("title", title));
        document.add(new StoredField("body", body));
        document.add(new TextField("text", title + "\n" + body, Field.Store.NO));
        writer.addDocument(document);
      }
    } catch (IOException | RuntimeException error) {
      synchronized (failures) {
        failures.add(error);
      }
    }
  }

  private static String text(JsonObject article, String name) {
    return article.has(name) && !article.get(name).isJsonNull()
        ? article.get(name).getAsString()
        : "";
  }
}
