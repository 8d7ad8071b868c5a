#include "ui/svg_tidy.h"

#include "ui/theme.h"

#include <QMap>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

using Attributes = QXmlStreamAttributes;

const QString svgSpace = u"http://www.w3.org/2000/svg"_s, linkSpace = u"http://www.w3.org/1999/xlink"_s;

/// What the generator says though it is the usual, or what the outermost group says for all.
bool isUsual(QStringView name, QStringView value)
{
    static const QMap<QString, QString> usual{
            {u"fill-opacity"_s, u"1"_s}, {u"stroke-opacity"_s, u"1"_s}, {u"stroke"_s, u"none"_s}, {u"stroke-width"_s, u"1"_s},
            {u"stroke-linecap"_s, u"square"_s}, {u"stroke-linejoin"_s, u"bevel"_s}, {u"fill-rule"_s, u"evenodd"_s},
            {u"font-weight"_s, u"400"_s}, {u"font-style"_s, u"normal"_s}, {u"vector-effect"_s, u"none"_s},
            {u"transform"_s, u"matrix(1,0,0,1,0,0)"_s}, {u"xml:space"_s, u"preserve"_s}};
    const auto found = usual.constFind(name.toString());
    return found != usual.cend() && *found == value;
}

Attributes lean(const Attributes &attributes, bool fonts)
{
    Attributes kept;
    for (const QXmlStreamAttribute &one : attributes) {
        if (!isUsual(one.qualifiedName(), one.value()) && (fonts || !one.qualifiedName().startsWith(u"font-"_s)))
            kept.append(one.qualifiedName().toString(), one.value().toString());
    }
    return kept;
}

/// The family, and those that stand in for it where it is not installed.
QString familiesOf(const QString &family)
{
    QStringList families{family};
    for (const QFont &font : {textFont(1), monoFont(1)}) {
        if (font.families().first() == family)
            families = font.families();
    }
    for (QString &one : families)
        one = one.contains(u' ') ? u'\'' + one + u'\'' : one;
    families << (family == monoFont(1).families().first() ? u"monospace"_s : u"sans-serif"_s);
    return families.join(u", "_s);
}

class Tidying
{
public:
    Tidying(const QByteArray &svg, QSize size, double patternScale) : m_reader(svg), m_writer(&m_bytes), m_size(size), m_patternScale(patternScale)
    {
        m_writer.setAutoFormatting(true);
        m_writer.setAutoFormattingIndent(1);
    }

    QByteArray tidied()
    {
        while (m_reader.readNextStartElement()) {
            if (m_reader.name() == u"svg")
                return picture();
            else
                m_reader.skipCurrentElement();
        }
        return {};
    }

private:
    QByteArray picture()
    {
        m_writer.writeStartDocument();
        m_writer.writeDefaultNamespace(svgSpace);
        m_writer.writeNamespace(linkSpace, u"xlink"_s);
        m_writer.writeStartElement(u"svg"_s);
        m_writer.writeAttribute(u"width"_s, QString::number(m_size.width()));
        m_writer.writeAttribute(u"height"_s, QString::number(m_size.height()));
        m_writer.writeAttribute(u"viewBox"_s, u"0 0 %1 %2"_s.arg(m_size.width()).arg(m_size.height()));
        while (m_reader.readNextStartElement()) {
            if (m_reader.name() == u"title")
                m_writer.writeTextElement(u"title"_s, m_reader.readElementText());
            else if (m_reader.name() == u"defs")
                definitions();
            else if (m_reader.name() == u"g")
                groups();
            else
                m_reader.skipCurrentElement();
        }
        m_writer.writeEndDocument();
        return m_reader.hasError() ? QByteArray() : m_bytes;
    }

    void definitions()
    {
        m_writer.writeStartElement(u"defs"_s);
        while (m_reader.readNextStartElement()) {
            if (m_reader.name() == u"mask")
                mask();
            else if (m_reader.name() == u"pattern")
                pattern();
            else
                copy(m_reader.attributes());
        }
        m_writer.writeEndElement();
    }
    void mask()
    {
        std::vector<Attributes> &rects = m_masks[m_reader.attributes().value(u"id"_s).toString()];
        while (m_reader.readNextStartElement()) {
            rects.push_back(m_reader.attributes());
            m_reader.skipCurrentElement();
        }
    }
    /// A rectangle behind a mask becomes what the mask lets through.
    void pattern()
    {
        Attributes attributes = m_reader.attributes();
        if (m_patternScale != 1)
            attributes.append(u"patternTransform"_s, u"scale(%1)"_s.arg(m_patternScale));
        start(attributes);
        while (m_reader.readNextStartElement()) {
            const Attributes rect = m_reader.attributes();
            QString name = rect.value(u"mask"_s).toString();
            name = name.mid(5, name.size() - 6); // url(#name)
            m_writer.writeStartElement(u"g"_s);
            m_writer.writeAttribute(u"fill"_s, rect.value(u"fill"_s).toString());
            for (const Attributes &hole : m_masks[name]) {
                m_writer.writeEmptyElement(u"rect"_s);
                m_writer.writeAttributes(hole);
            }
            m_writer.writeEndElement();
            m_reader.skipCurrentElement();
        }
        m_writer.writeEndElement();
    }

    void groups()
    {
        m_writer.writeStartElement(u"g"_s);
        for (const auto &[name, value] : {std::pair("fill-rule", "evenodd"), std::pair("stroke-linecap", "square"), std::pair("stroke-linejoin", "bevel")})
            m_writer.writeAttribute(QLatin1StringView(name), QLatin1StringView(value));
        while (m_reader.readNextStartElement()) {
            const Attributes look = m_reader.attributes();
            while (m_reader.readNextStartElement())
                shape(look);
        }
        openGroup({});
        m_writer.writeEndElement();
    }
    void shape(const Attributes &look)
    {
        if (m_reader.name() != u"text") {
            openGroup(lean(look, false));
            return copy(lean(m_reader.attributes(), true));
        }
        openGroup({}); // a text says its look itself
        Attributes attributes = lean(m_reader.attributes(), true), own;
        if (look.hasAttribute(u"transform"_s) && !isUsual(u"transform", look.value(u"transform"_s)))
            own.append(u"transform"_s, look.value(u"transform"_s).toString());
        for (const QXmlStreamAttribute &one : attributes) {
            const bool family = one.qualifiedName() == u"font-family";
            own.append(one.qualifiedName().toString(), family ? familiesOf(one.value().toString()) : one.value().toString());
        }
        start(own);
        m_writer.writeCharacters(m_reader.readElementText());
        m_writer.writeEndElement();
    }
    void openGroup(const Attributes &look)
    {
        if (look == m_look)
            return;
        if (!m_look.isEmpty())
            m_writer.writeEndElement();
        m_look = look;
        if (!look.isEmpty()) {
            m_writer.writeStartElement(u"g"_s);
            m_writer.writeAttributes(look);
        }
    }

    void start(const Attributes &attributes)
    {
        m_writer.writeStartElement(m_reader.name().toString());
        m_writer.writeAttributes(attributes);
    }
    /// The element and all in it.
    void copy(const Attributes &attributes)
    {
        start(attributes);
        while (m_reader.readNext() != QXmlStreamReader::EndElement && !m_reader.atEnd()) {
            if (m_reader.isStartElement())
                copy(m_reader.attributes());
            else if (m_reader.isCharacters() && !m_reader.isWhitespace())
                m_writer.writeCharacters(m_reader.text().toString());
        }
        m_writer.writeEndElement();
    }

    QXmlStreamReader m_reader;
    QByteArray m_bytes;
    QXmlStreamWriter m_writer;
    const QSize m_size;
    const double m_patternScale;
    QMap<QString, std::vector<Attributes>> m_masks;
    Attributes m_look; ///< of the group that is open; empty: none is
};

} // namespace

QByteArray tidySvg(const QByteArray &svg, QSize size, double patternScale)
{
    QByteArray legal = svg; // a title may hold what XML may not
    std::replace_if(legal.begin(), legal.end(), [](char c) { return uchar(c) < 0x20 && c != '\n' && c != '\t' && c != '\r'; }, ' ');
    return Tidying(legal, size, patternScale).tidied();
}

} // namespace ui
