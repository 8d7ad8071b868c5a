#include "support/export_window.h"
#include "support/registered.h"
#include "ui/message_bar.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QFileInfo>

#include <set>

using namespace Qt::StringLiterals;

/// The export dialog of the real window, by clicks and keys.
class TestExport : public QObject
{
    Q_OBJECT

private:
    std::optional<support::ExportWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void eachToggleChangesThePreview();
    void theSavedFileHasTheChosenSize();
    void theTitleAndKindAreInTheFile();
    void noGroundShowsThrough();
    void anExistingFileIsAskedFor();
    void aBadPlaceIsSaidAndTheDialogStays();
    void keysAloneDoIt();
    void choicesAreRemembered();
    void whatMovesHasASizeOfItsOwn();
    void whatIsNotToBeHadHereIsStillRemembered();
};

void TestExport::eachToggleChangesThePreview()
{
    m_shown->measure();
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        QImage before = m_shown->seen(dialog);
        for (const char *toggle : {"exportShowTitle", "exportLegend", "exportCaption", "exportMarks"}) {
            m_shown->click(dialog, toggle);
            QVERIFY(!m_shown->in<QCheckBox>(dialog, toggle).isChecked());
            const QImage after = m_shown->seen(dialog);
            QVERIFY2(after != before, toggle);
            before = after;
        }
        m_shown->click(dialog, "exportShowTitle");
        const QImage titled = m_shown->seen(dialog);
        m_shown->in<QLineEdit>(dialog, "exportTitle").selectAll();
        QTest::keyClicks(&m_shown->in<QLineEdit>(dialog, "exportTitle"), u"Fifty at once"_s);
        QVERIFY(m_shown->seen(dialog) != titled);
        const QImage light = m_shown->seen(dialog);
        m_shown->in<QComboBox>(dialog, "exportGround").setCurrentIndex(1);
        QVERIFY(m_shown->seen(dialog) != light);
    });
}

void TestExport::theSavedFileHasTheChosenSize()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        m_shown->in<QComboBox>(dialog, "exportSize").setCurrentIndex(2); // 4:3
        m_shown->in<QComboBox>(dialog, "exportScale").setCurrentIndex(1);
        QVERIFY(m_shown->in<QLabel>(dialog, "exportPixels").text().contains(u"3,200"));
        m_shown->name(dialog, u"a.png"_s);
        m_shown->click(dialog, "exportSave");
        QVERIFY(!dialog.isVisible());
    });
    QCOMPARE(QImage(m_shown->path(u"a.png"_s)).size(), QSize(3200, 2400));
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        m_shown->in<QComboBox>(dialog, "exportScale").setCurrentIndex(0);
        m_shown->in<QSpinBox>(dialog, "exportWidth").setValue(1234);
        m_shown->in<QSpinBox>(dialog, "exportHeight").setValue(567);
        QCOMPARE(m_shown->in<QComboBox>(dialog, "exportSize").currentText(), u"Typed below"_s);
        m_shown->name(dialog, u"b.png"_s);
        m_shown->click(dialog, "exportSave");
    });
    QCOMPARE(QImage(m_shown->path(u"b.png"_s)).size(), QSize(1234, 567));
}

void TestExport::theTitleAndKindAreInTheFile()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        auto &preview = m_shown->in<ui::ExportPreview>(dialog, "exportPreview");
        QTest::mouseClick(&preview, Qt::LeftButton, {}, preview.place().topLeft() + QPoint(20, 8)); // on the title
        QVERIFY(m_shown->in<QLineEdit>(dialog, "exportTitle").hasFocus());
        QTest::keyClicks(&m_shown->in<QLineEdit>(dialog, "exportTitle"), u"Forty workers & a queue"_s);
        m_shown->name(dialog, u"a"_s);
        m_shown->in<QComboBox>(dialog, "exportKind").setCurrentIndex(1);
        QVERIFY(m_shown->in<QLineEdit>(dialog, "exportFile").text().endsWith(u"a.svg"));
        m_shown->click(dialog, "exportSave");
    });
    QVERIFY(m_shown->contents(u"a.svg"_s).contains(">Forty workers &amp; a queue</text>"));
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        m_shown->name(dialog, u"a.pdf"_s);
        QCOMPARE(m_shown->in<QComboBox>(dialog, "exportKind").currentIndex(), 2);
        m_shown->click(dialog, "exportSave");
    });
    QVERIFY(m_shown->contents(u"a.pdf"_s).startsWith("%PDF"));
}

void TestExport::noGroundShowsThrough()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        m_shown->in<QComboBox>(dialog, "exportGround").setCurrentIndex(2);
        const QImage shown = m_shown->seen(dialog);
        const QRect place = m_shown->in<ui::ExportPreview>(dialog, "exportPreview").place();
        std::set<QRgb> chess;
        for (int x = 2; x < 60; ++x)
            chess.insert(shown.pixel(place.left() + x, place.top() + 2));
        QVERIFY(chess.size() >= 2);
        m_shown->name(dialog, u"a.png"_s);
        m_shown->click(dialog, "exportSave");
    });
    QCOMPARE(qAlpha(QImage(m_shown->path(u"a.png"_s)).pixel(1, 1)), 0);
}

void TestExport::anExistingFileIsAskedFor()
{
    QFile older(m_shown->path(u"a.png"_s));
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
    older.close();
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        m_shown->name(dialog, u"a.png"_s);
        const auto cancel = m_shown->answer(u"Cancel"_s);
        m_shown->click(dialog, "exportSave");
        QCOMPARE(m_shown->asked, 1);
        QVERIFY(dialog.isVisible());
        QCOMPARE(m_shown->contents(u"a.png"_s), QByteArray("older"));
        const auto replace = m_shown->answer(u"Replace"_s);
        m_shown->click(dialog, "exportSave");
        QCOMPARE(m_shown->asked, 2);
        QVERIFY(!dialog.isVisible());
    });
    QCOMPARE(QImage(m_shown->path(u"a.png"_s)).size(), QSize(1920, 1080));
}

void TestExport::aBadPlaceIsSaidAndTheDialogStays()
{
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        auto &message = m_shown->in<ui::MessageBar>(dialog, "exportMessage");
        for (const QString &bad : {u"no/such/folder/a.png"_s, u"a.bmp"_s}) {
            m_shown->name(dialog, bad);
            m_shown->click(dialog, "exportSave");
            QVERIFY(dialog.isVisible());
            QVERIFY2(message.message().contains(QFileInfo(bad).fileName()), qPrintable(message.message()));
        }
        m_shown->in<QLineEdit>(dialog, "exportFile").clear();
        m_shown->click(dialog, "exportSave");
        QVERIFY(dialog.isVisible() && message.message().contains(u"name"));
    });
    QCOMPARE(m_shown->find<ui::MessageBar>("messageBar")->message(), QString());
}

void TestExport::keysAloneDoIt()
{
    m_shown->measure();
    m_shown->withDialog([this](ui::ExportDialog &dialog) {
        QTest::keyClick(&dialog, Qt::Key_L, Qt::AltModifier); // the legend
        QTRY_VERIFY(!m_shown->in<QCheckBox>(dialog, "exportLegend").isChecked()); // a key presses a box for a moment
        QTest::keyClick(&dialog, Qt::Key_T, Qt::AltModifier);
        QVERIFY(m_shown->in<QLineEdit>(dialog, "exportTitle").hasFocus());
        std::set<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (const char *widget : {"exportKind", "exportSize", "exportWidth", "exportHeight", "exportScale", "exportTime", "exportGround", "exportTitle",
                                   "exportShowTitle", "exportLegend", "exportCaption", "exportMarks", "exportFile", "exportBrowse", "exportCopy", "exportSave"})
            QVERIFY2(reached.contains(&m_shown->in<QWidget>(dialog, widget)), widget);
        QTest::keyClick(&dialog, Qt::Key_F, Qt::AltModifier);
        QVERIFY(m_shown->in<QLineEdit>(dialog, "exportFile").hasFocus());
        m_shown->in<QLineEdit>(dialog, "exportFile").selectAll();
        QTest::keyClicks(QApplication::focusWidget(), m_shown->path(u"keys.png"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(!dialog.isVisible());
    });
    QVERIFY(QFile::exists(m_shown->path(u"keys.png"_s)));
    m_shown->withDialog([](ui::ExportDialog &dialog) {
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    });
}

void TestExport::choicesAreRemembered()
{
    ui::ExportChoices left;
    m_shown->withDialog([this, &left](ui::ExportDialog &dialog) {
        m_shown->in<QComboBox>(dialog, "exportKind").setCurrentIndex(1);
        m_shown->in<QSpinBox>(dialog, "exportWidth").setValue(1000);
        m_shown->in<QComboBox>(dialog, "exportGround").setCurrentIndex(3);
        m_shown->click(dialog, "exportCaption");
        left = dialog.choices();
        m_shown->name(dialog, u"a.svg"_s);
        m_shown->click(dialog, "exportSave");
    });
    m_shown->reopen();
    m_shown->open(support::simulatedRun(app::Endpoint::Async, 2), u"other.jsonl"_s);
    m_shown->withDialog([&left, this](ui::ExportDialog &dialog) {
        QVERIFY(dialog.choices() == left);
        QVERIFY(left.wishes.dark && left.wishes.transparent && !left.wishes.showCaption);
        QCOMPARE(dialog.file(), m_shown->path(u"async-endpoint-2.svg"_s));
    });
}

void TestExport::whatMovesHasASizeOfItsOwn()
{
    constexpr int png = 0, gif = 3;
    const auto size = [this](ui::ExportDialog &dialog) {
        return QSize(m_shown->in<QSpinBox>(dialog, "exportWidth").value(), m_shown->in<QSpinBox>(dialog, "exportHeight").value());
    };
    m_shown->withDialog([&](ui::ExportDialog &dialog) {
        auto &kind = m_shown->in<QComboBox>(dialog, "exportKind");
        m_shown->in<QSpinBox>(dialog, "exportWidth").setValue(1500);
        kind.setCurrentIndex(gif);
        QCOMPARE(size(dialog), app::usualAnimationSize);
        kind.setCurrentIndex(png);
        QCOMPARE(size(dialog), QSize(1500, 1080));
        kind.setCurrentIndex(gif);
        m_shown->in<QSpinBox>(dialog, "exportWidth").setValue(640);
        m_shown->in<QSpinBox>(dialog, "exportHeight").setValue(360);
        m_shown->name(dialog, u"moving.gif"_s);
        m_shown->click(dialog, "exportSave");
    });
    QVERIFY(m_shown->contents(u"moving.gif"_s).startsWith("GIF89a"));
    m_shown->reopen();
    m_shown->open(support::simulatedRun(app::Endpoint::Async, 2), u"other.jsonl"_s);
    m_shown->withDialog([&](ui::ExportDialog &dialog) {
        QCOMPARE(size(dialog), QSize(640, 360));
        m_shown->in<QComboBox>(dialog, "exportKind").setCurrentIndex(png);
        QCOMPARE(size(dialog), QSize(1500, 1080));
    });
}

void TestExport::whatIsNotToBeHadHereIsStillRemembered()
{
    ui::Exportable still; // a comparison or a chart: it does not move, and nothing of it is measured
    still.name = u"still"_s;
    still.window = {800, 600};
    still.drawing = [](const app::PictureWishes &) { return ui::Drawing{}; };
    ui::ExportChoices wished;
    wished.kind = u"gif"_s;
    wished.time = ui::PictureTime::Selected;
    ui::ExportDialog dialog(still, wished, {m_shown->path(u"still"_s), {}});
    QCOMPARE(QFileInfo(dialog.file()).suffix(), u"png"_s);
    QCOMPARE(dialog.choices(), wished);
    auto &kind = m_shown->in<QComboBox>(dialog, "exportKind");
    kind.setCurrentIndex(2);
    QCOMPARE(dialog.choices().kind, u"pdf"_s);
    QCOMPARE(dialog.choices().time, ui::PictureTime::Selected);
    kind.setCurrentIndex(0);
    QCOMPARE(dialog.choices().kind, u"gif"_s);
}

LOOPSCOPE_TEST(TestExport)
#include "gui_export.moc"
