#pragma once

#include <QDoubleSpinBox>

namespace ui {

/// Shows as many decimals as there are, and at least one: "1.0 s", "0.125 s".
class SecondsBox : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override
    {
        QString text = locale().toString(value, 'f', decimals());
        while (text.endsWith(u'0') && text.at(text.size() - 2).isDigit())
            text.chop(1);
        return text;
    }
};

} // namespace ui
