import Synchronization

/// How the mall shall misbehave, so that one can see what the gateway makes of it.
struct Behaviour: Sendable, Equatable {
    enum Endpoint: String, Sendable, CaseIterable {
        case payment
        case cancellation
        /// The notification of an external checkout.
        case checkout
        case admin
    }

    enum Answer: String, Sendable {
        /// As usual; to let some calls pass before others don't.
        case ok
        /// 500.
        case error
        /// 200 and nonsense.
        case garbage
        /// Takes its time, then does as usual.
        case silence
        /// 200 and a clear no.
        case reject
        /// Closes the connection in the middle of the answer.
        case hangup
        /// Admin API only: 429, to be asked again after `seconds`.
        case busy
        /// Admin API only: 401, as if the token's time had come.
        case expired
    }

    let answer: Answer
    var seconds: Int
}

/// What was planned for the next calls, first come first served.
final class BehaviourPlan: Sendable {
    private let planned = Mutex<[Behaviour.Endpoint: [Behaviour]]>([:])

    /// Plans `count` answers after those already planned; a count of 0 forgets them instead.
    func plan(_ behaviour: Behaviour, at endpoint: Behaviour.Endpoint, count: Int) {
        planned.withLock { planned in
            if count == 0 { return planned[endpoint] = [] }
            planned[endpoint, default: []] += Array(repeating: behaviour, count: count)
        }
    }

    /// The next answer, used up by asking.
    func next(at endpoint: Behaviour.Endpoint) -> Behaviour {
        planned.withLock { planned in
            guard let first = planned[endpoint]?.first else { return Behaviour(answer: .ok, seconds: 0) }
            planned[endpoint]?.removeFirst()
            return first
        }
    }
}
