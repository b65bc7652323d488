import ProviderConformance
import ProviderKit

extension SampleDesk {
    /// Where the browser goes, with what behind the address's own query.
    typealias Way = (address: String, fields: String, door: ReturnDoor)

    mutating func buyer(_ deed: BuyerDeed, at id: String) throws -> Way {
        guard var session = sessions[id], !["paid", "closed", "waiting"].contains(session.status) else {
            throw SampleError(description: "the session is over")
        }
        let fields = "session=\(id)"
        switch deed {
        case .pays:
            let amount = session.asked.amount ?? 0
            if session.asked.waits == true {
                session.status = "authorised"
                session.token = "k\(UInt64.random(in: 0 ... .max))"
            } else {
                session.status = "paid"
                session.charges.append(amount)
            }
            keep(session)
            return (session.asked.success ?? "", "\(fields)&token=\(session.token)&amount=\(amount)", .success)
        case .declines:
            session.status = "declined"
            keep(session)
            return (session.asked.failure ?? "", fields, .failure)
        case .leaves, .vanishes:
            session.status = "left"
            sessions[id] = session
            return (session.asked.cancel ?? "", fields, .cancel)
        case .choosesDeposit:
            guard session.asked.delayed == true else { throw SampleError(description: "no deposits here") }
            session.status = "waiting"
            keep(session)
            return (session.asked.success ?? "", fields, .success)
        }
    }

    mutating func deposit(of order: String) throws {
        guard var session = sessions.values.first(where: { $0.asked.order == order && $0.status == "waiting" }) else {
            throw SampleError(description: "nobody waits for this deposit")
        }
        session.status = "paid"
        session.isDeposit = true
        session.charges.append(session.asked.amount ?? 0)
        keep(session)
    }
}
