#include "support/export_window.h"
#include "support/registered.h"
#include "ui/message_bar.h"

#include <QClipboard>
#include <QComboBox>
#include <QMimeData>
#include <QTabWidget>
#include <QUrl>

using namespace Qt::StringLiterals;

/// Other ways out of the window than a saved file, and runs that change under the dialog.
class TestExportWays : public QObject
{
    Q_OBJECT

private:
    std::optional<support::ExportWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void copyPutsPngAndSvgOnTheClipboard();
    void draggingCarriesAFile();
    void controlCIsTheTimelinesOnly();
    void aRunThatGoesIsSaid();
    void theMeasuredRangeNeedsOne();
    void onlyWhatHasAnEffectIsOffered();
};

void TestExportWays::copyPutsPngAndSvgOnTheClipboard()
{
    QGuiApplication::clipboard()->clear();
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        QTest::keyClick(&dialog, Qt::Key_C, Qt::ControlModifier);
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(QImage::fromData(mime->data(u"image/png"_s), "PNG").size(), QSize(1920, 1080));
        QVERIFY(mime->data(u"image/svg+xml"_s).contains("sync-endpoint</text>"));
        QCOMPARE(mime->imageData().value<QImage>().size(), QSize(1920, 1080));
        QGuiApplication::clipboard()->clear();
        m_shown->click(dialog, "exportCopy");
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
        QVERIFY(dialog.isVisible());
    });
}

void TestExportWays::draggingCarriesAFile()
{
    QUrl url;
    m_shown->withDialog([this, &url](ui::ExportDialog &dialog) {
        m_shown->in<QComboBox>(dialog, "exportKind").setCurrentIndex(1);
        const std::unique_ptr<QMimeData> mime = dialog.dragged();
        QVERIFY(mime);
        QCOMPARE(mime->urls().size(), 1);
        url = mime->urls().first();
        QCOMPARE(url.fileName(), u"sync-endpoint-50.svg"_s);
        QVERIFY(mime->hasImage() && mime->hasFormat(u"image/png"_s));
    });
    QFile file(url.toLocalFile()); // still there when the dialog has gone
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("</svg>"));
}

void TestExportWays::controlCIsTheTimelinesOnly()
{
    QGuiApplication::clipboard()->clear();
    m_shown->timeline().setFocus();
    m_shown->key(Qt::Key_C, Qt::ControlModifier);
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    QVERIFY(mime->hasImage() && mime->hasFormat(u"image/svg+xml"_s));
    auto *filter = m_shown->find<QLineEdit>("logFilter");
    filter->setFocus();
    filter->setText(u"words"_s);
    filter->selectAll();
    m_shown->key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"words"_s);
    m_shown->key(Qt::Key_T, Qt::ControlModifier);
    auto *table = m_shown->find<QWidget>("table");
    QTRY_VERIFY(table->hasFocus());
    m_shown->key(Qt::Key_Down);
    m_shown->key(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u','));
    QVERIFY(!QGuiApplication::clipboard()->mimeData()->hasImage());
}

void TestExportWays::aRunThatGoesIsSaid()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        QVERIFY(!m_shown->seen(dialog).isNull());
        // A second run, and no room for both.
        const app::Run other = support::simulatedRun(app::Endpoint::Async, 10);
        QCOMPARE(app::writeLog(other.log, m_shown->path(u"other.jsonl"_s)), QString());
        m_shown->session->keepAtMost(1);
        m_shown->window->open(m_shown->path(u"other.jsonl"_s));
        QTRY_COMPARE(m_shown->session->runs().front()->source, m_shown->path(u"other.jsonl"_s));
        m_shown->click(dialog, "exportLegend"); // the preview is drawn anew, of nothing
        QVERIFY(!m_shown->seen(dialog).isNull());
        m_shown->name(dialog, u"gone.png"_s);
        m_shown->click(dialog, "exportSave");
        QVERIFY(dialog.isVisible());
        QVERIFY(m_shown->in<ui::MessageBar>(dialog, "exportMessage").message().contains(u"let go"));
    });
    QVERIFY(!QFile::exists(m_shown->path(u"gone.png"_s)));
}

void TestExportWays::theMeasuredRangeNeedsOne()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        auto &time = m_shown->in<QComboBox>(dialog, "exportTime");
        QVERIFY(time.model()->flags(time.model()->index(1, 0)) & Qt::ItemIsEnabled);
        QVERIFY(!(time.model()->flags(time.model()->index(2, 0)) & Qt::ItemIsEnabled));
    });
    m_shown->measure();
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        auto &time = m_shown->in<QComboBox>(dialog, "exportTime");
        QVERIFY(time.model()->flags(time.model()->index(2, 0)) & Qt::ItemIsEnabled);
        const QImage whole = m_shown->seen(dialog);
        time.setCurrentIndex(2);
        QVERIFY(m_shown->seen(dialog) != whole);
    });
}

void TestExportWays::onlyWhatHasAnEffectIsOffered()
{
    const auto offers = [](ui::ExportDialog &dialog, const char *name) { return support::ExportWindow::in<QWidget>(dialog, name).isVisible(); };
    m_shown->withDialog([&](ui::ExportDialog &dialog) { QVERIFY(!offers(dialog, "exportMarks")); }); // there is none
    m_shown->measure();
    m_shown->withDialog([&](ui::ExportDialog &dialog) {
        QVERIFY(offers(dialog, "exportMarks") && offers(dialog, "exportTime"));
        auto &ground = m_shown->in<QComboBox>(dialog, "exportGround");
        auto &kind = m_shown->in<QComboBox>(dialog, "exportKind");
        const auto canHaveNone = [&ground] { return bool(ground.model()->flags(ground.model()->index(2, 0)) & Qt::ItemIsEnabled); };
        ground.setCurrentIndex(3);
        kind.setCurrentIndex(kind.findData(u"gif"_s)); // has a ground
        QVERIFY(!canHaveNone());
        QCOMPARE(ground.currentIndex(), 1);
        kind.setCurrentIndex(kind.findData(u"svg"_s));
        QVERIFY(canHaveNone());
    });
    m_shown->window->activateWindow(); // with no window manager nobody else does, after a dialog
    QVERIFY(QTest::qWaitForWindowActive(m_shown->window.get()));
    m_shown->open(support::simulatedRun(app::Endpoint::Async, 50), u"other.jsonl"_s);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    m_shown->withDialog([&](ui::ExportDialog &dialog) {
        QVERIFY2(dialog.file().contains(u"comparison"), qPrintable(dialog.file()));
        QVERIFY(!offers(dialog, "exportMarks"));
        QVERIFY(offers(dialog, "exportTime"));
    });
}

LOOPSCOPE_TEST(TestExportWays)
#include "gui_export_ways.moc"
