import Foundation
import Testing

@testable import Cafe24Sandbox

struct OrderNumbersTests {
    /// 2022-05-18 15:30:00 UTC is half past midnight of the 19th in Korea.
    private let night = Date(timeIntervalSince1970: 1_652_887_800)

    @Test func idsBearTheKoreanDateAndCountUp() {
        let numbers = OrderNumbers(openedAt: night)
        #expect(numbers.next(at: night) == "20220519-0180001")
        #expect(numbers.next(at: night) == "20220519-0180002")
        #expect(numbers.next(at: night + 86_400) == "20220520-0180003")
    }

    @Test func aMallOpenedASecondLaterUsesOtherIDs() {
        let first = OrderNumbers(openedAt: night)
        let second = OrderNumbers(openedAt: night + 1)
        let early = (0..<99).map { _ in first.next(at: night) }
        let late = (0..<99).map { _ in second.next(at: night) }
        #expect(Set(early).isDisjoint(with: late))
    }

    @Test func idsTakenAtTheSameTimeDiffer() async {
        let numbers = OrderNumbers(openedAt: night)
        let ids = await withTaskGroup { group in
            for _ in 0..<200 { group.addTask { numbers.next(at: night) } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids.count == 200)
    }
}
