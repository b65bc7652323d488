import Testing

@testable import Cafe24Sandbox

struct BehaviourTests {
    @Test(arguments: [("error", 500, "Internal"), ("garbage", 200, "<html>"), ("reject", 200, "FAIL")])
    func aPlannedAnswerIsGivenAndNothingTakenIn(answer: String, status: Int, body: String) async throws {
        let result = try await visiting { visit in
            let order = try await visit.buy(.asynchronous)
            try await plan(visit, "payment", answer, count: 1)
            let bad = try await visit.notify(visit.gateway.report())
            let before = try await visit.record("/orders/\(order.id)")
            let good = try await visit.notify(visit.gateway.report())
            return (bad, before, good, try await visit.record("/orders/\(order.id)"))
        }
        let (bad, before, good, after) = try #require(result)
        #expect(bad.status == status)
        #expect(bad.body.contains(body))
        #expect(before.state == "awaiting-notification")
        #expect(before.messages.last?.status == status)
        #expect(good.body == #"{"result":"OK"}"#)
        #expect(after.state == "paid")
    }

    @Test func theMallHangsUp() async throws {
        let state = try await visiting { visit in
            let order = try await visit.buy(.asynchronous)
            try await plan(visit, "payment", "hangup", count: 1)
            await #expect(throws: (any Error).self) { try await visit.notify(visit.gateway.report()) }
            return try await visit.record("/orders/\(order.id)").state
        }
        #expect(state == "awaiting-notification")
    }

    @Test func afterItsSilenceTheMallTakesTheNotification() async throws {
        let state = try await visiting { visit in
            let order = try await visit.buy(.asynchronous)
            try await plan(visit, "payment", "silence", count: 1, seconds: 0)
            try await visit.notify(visit.gateway.report())
            return try await visit.record("/orders/\(order.id)").state
        }
        #expect(state == "paid")
    }

    @Test func aCountOfZeroForgetsThePlan() async throws {
        let answer = try await visiting { visit in
            _ = try await visit.buy(.asynchronous)
            try await plan(visit, "payment", "error", count: 5)
            try await plan(visit, "payment", "ok", count: 0)
            return try await visit.notify(visit.gateway.report()).status
        }
        #expect(answer == 200)
    }

    @Test func plansForOtherEndpointsDoNotMatter() async throws {
        let answer = try await visiting { visit in
            _ = try await visit.buy(.asynchronous)
            for endpoint in ["cancellation", "checkout", "admin"] {
                try await plan(visit, endpoint, "error", count: 1)
            }
            return try await visit.notify(visit.gateway.report()).status
        }
        #expect(answer == 200)
    }

    @Test(arguments: [
        "", "{}", #"{"endpoint":"payment","answer":"sing"}"#, #"{"endpoint":"door","answer":"ok"}"#,
        #"{"endpoint":"payment","answer":"ok","count":-1}"#, #"{"endpoint":"payment","answer":"ok","seconds":9999}"#,
    ])
    func aPlanThatMakesNoSenseIsRefused(body: String) async throws {
        #expect(try await visiting { try await $0.post("/sandbox/behaviour", body).status } == 400)
    }

    private func plan(_ visit: Visit, _ endpoint: String, _ answer: String, count: Int, seconds: Int = 1) async throws {
        let body = #"{"endpoint":"\#(endpoint)","answer":"\#(answer)","count":\#(count),"seconds":\#(seconds)}"#
        #expect(try await visit.post("/sandbox/behaviour", body).status == 204)
    }
}
