#pragma once

#include "app/session.h"

#include <QAbstractListModel>

namespace ui {

/// The lines of one run's log that the tutorial would print (and failures), those that a filter lets through.
/// Rows are indices into the log, so that a long log costs four bytes a line.
class LogModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { RequestRole = Qt::UserRole, FailedRole };

    explicit LogModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    /// `run` must outlive its being shown here; nullptr: none.
    void setRun(const app::Run *run);
    /// "#17" or "request 17": that request; anything else: lines with these words, thread names included.
    void setFilter(const QString &filter);
    /// Takes the lines that came since.
    void advance();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    size_t event(int row) const { return m_rows.at(size_t(row)); }
    /// The row of an event, or the last before it; -1: none.
    int rowOf(size_t event) const;

private:
    bool passes(size_t event) const;
    void refill();

    const app::Run *m_run = nullptr;
    QString m_filter;
    app::RequestId m_request = app::RequestId::None; ///< the filter names this one
    std::vector<quint32> m_rows;
    size_t m_seen = 0;
};

} // namespace ui
