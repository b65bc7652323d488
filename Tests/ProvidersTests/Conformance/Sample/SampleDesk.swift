import Foundation
import ProviderConformance
import ProviderKit

/// Sample Pay's memory, and what it does when asked.
struct SampleDesk {
    struct Session {
        let id: String
        let asked: SampleRequest
        var status = "open"
        var token = ""
        var isDeposit = false
        var charges: [Int64] = []
        var refunds: [SampleAnswer.Refund] = []

        var paid: Int64 { charges.reduce(0, +) }
        var remaining: Int64 { paid - refunds.reduce(0) { $0 + $1.amount } }
    }

    typealias Answer = (status: Int, body: SampleAnswer)

    /// As long as the manifest promises.
    private static let keyLife = Duration.seconds(86_400)

    var sessions: [String: Session] = [:]
    var webhooks: [(bytes: [UInt8], address: String)] = []
    var lie: Lie?
    private var keys: [String: (forgotten: Timestamp, answer: Answer)] = [:]

    mutating func answer(
        _ isChange: Bool,
        _ steps: [String],
        _ asked: SampleRequest,
        key: String?,
        at now: Timestamp
    ) -> Answer {
        if let key, let earlier = keys[key], now < earlier.forgotten { return earlier.answer }
        let answer = told(change(isChange, steps, asked))
        if let key, answer.body.error == nil { keys[key] = (now + Self.keyLife, answer) }
        return answer
    }

    private mutating func change(_ isChange: Bool, _ steps: [String], _ asked: SampleRequest) -> Answer {
        guard let id = steps.dropFirst().first else { return open(asked) }
        guard let session = sessions[id] else { return refusal("NO_SESSION", 404) }
        switch steps.dropFirst(2).first {
        case "approve": return approve(session, asked)
        case "refunds": return refund(session, asked)
        case "close": return close(session)
        default: return (200, body(session))
        }
    }

    private mutating func open(_ asked: SampleRequest) -> Answer {
        guard let amount = asked.amount, amount >= 100, asked.order != nil, asked.currency == "KRW" else {
            return refusal("TOO_LITTLE", 400)
        }
        let session = Session(id: "s\(sessions.count + 1)-\(UInt32.random(in: 0 ... .max))", asked: asked)
        sessions[session.id] = session
        return (200, body(session))
    }

    /// It charges again where it has forgotten the key: whoever repeats must look first.
    private mutating func approve(_ session: Session, _ asked: SampleRequest) -> Answer {
        if lie == .errorInside { return refusal("REFUSED", 200) }
        guard ["authorised", "paid"].contains(session.status), asked.token == session.token else {
            return refusal("NOT_AUTHORISED", 400)
        }
        var session = session
        session.charges.append(asked.amount ?? 0)
        session.status = "paid"
        keep(session)
        return (200, body(session))
    }

    private mutating func refund(_ session: Session, _ asked: SampleRequest) -> Answer {
        if lie == .errorInside { return refusal("REFUSED", 200) }
        guard let amount = asked.amount, let operation = asked.operation, session.status == "paid" else {
            return refusal("NOT_PAID", 400)
        }
        guard session.remaining > 0 else { return refusal("ALREADY_REFUNDED", 400) }
        guard amount > 0, amount <= session.remaining else { return refusal("EXCEEDS", 400) }
        guard asked.remaining ?? session.remaining == session.remaining else { return refusal("DIFFERS", 400) }
        var session = session
        session.refunds.append(
            SampleAnswer.Refund(operation: operation, amount: amount, isPending: lie == .laterRefunds)
        )
        keep(session)
        return (200, body(session))
    }

    private mutating func close(_ session: Session) -> Answer {
        guard session.status != "paid" else { return refusal("PAID", 400) }
        var session = session
        session.status = "closed"
        sessions[session.id] = session
        return (200, body(session))
    }

    private func refusal(_ error: String, _ status: Int) -> Answer { (status, SampleAnswer(error: error)) }

    /// Remembers a session whose status changed, and tells of it.
    mutating func keep(_ session: Session) {
        sessions[session.id] = session
        let event = SampleWebhook(
            event: "event-\(UInt64.random(in: 0 ... .max))",
            order: session.asked.order ?? "",
            status: session.status
        )
        let bytes = (try? JSONEncoder().encode(event)).map(Array.init) ?? []
        webhooks.append((bytes, session.asked.notification ?? ""))
    }

    private func body(_ session: Session) -> SampleAnswer {
        SampleAnswer(
            session: session.id,
            order: session.asked.order ?? "",
            status: session.status,
            amount: session.asked.amount ?? 0,
            currency: session.asked.currency ?? "",
            paid: session.paid,
            transaction: session.paid > 0 ? "t-\(session.id)" : nil,
            isDeposit: session.isDeposit,
            refunds: session.refunds
        )
    }

    private func told(_ answer: Answer) -> Answer {
        var answer = answer
        switch lie {
        case .wrongAmount:
            answer.body.amount += 1
            answer.body.paid += 1
        case .wrongCurrency: answer.body.currency = "USD"
        case .otherOrder: answer.body.order = "another"
        case .unknownStatus: answer.body.status = "marbled"
        case nil, .errorInside, .laterRefunds: break
        }
        return answer
    }

    func books(of order: String) -> FakeBooks {
        sessions.values.filter { $0.asked.order == order }.reduce(into: FakeBooks()) { books, session in
            books.paid += session.paid
            books.charges += session.charges.count
            books.cancelled += session.paid - session.remaining
            books.refunds += session.refunds.count
        }
    }
}
