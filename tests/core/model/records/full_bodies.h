// One record of every kind with every field filled in: made up.
#pragma once

#include <array>
#include <string_view>

#include "core/model/records/record_kind.h"

namespace sunhall::records {

struct FullBody {
  RecordKind kind;
  std::string_view json;
};

#define SUNHALL_SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUNHALL_EVIDENCE R"("camera":"cooking","note":"备注甲","photos":[")" SUNHALL_SHA_A R"("],)"

inline constexpr std::
    array
        kFullBodies{
            FullBody{
                RecordKind::kPerson,
                R"({"certificate_photo":")" SUNHALL_SHA_A
                R"(","consent":{"given_at":"2026-01-05T09:00:00+08:00","text_version":"2026-01","withdrawn_at":"2026-02-05T09:00:00+08:00"},"health_certificate_until":"2027-06-03","id_number":"123X","job":"厨师","left_on":"2026-12-31","name":"王大明","phone":"+86 138-0013-8000","shift_starts":"06:45","works":["mon","tue","sat"]})"},
            FullBody{
                RecordKind::kSupplier,
                R"({"address":"示例路 1 号","contact":"李示例","licence_number":"JY-0001","licence_photo":")" SUNHALL_SHA_A
                R"(","licence_until":"2028-03-31","name":"示例粮油商行","phone":"0711-0000000"})"},
            FullBody{
                RecordKind::kProduct,
                R"({"name":"五花肉","origin":"湖北襄阳","product_kind":"pork","shelf_life_days":3,"specification":"带皮","supplier":"supplier-0001","unit":"kg"})"},
            FullBody{
                RecordKind::kDish,
                R"({"name":"红烧肉","note":"软烂","products":["product-0001","product-0002"]})"},
            FullBody{
                RecordKind::kStore,
                R"({"for_samples":true,"name":"留样柜","sensor":"fridge-3","store_kind":"refrigerator"})"},
            FullBody{
                RecordKind::kMorningCheck,
                "{" SUNHALL_EVIDENCE
                R"("checked_at":"2026-11-24T06:12:00+08:00","hygiene":{"cap":true,"coat":true,"hands_washed":true,"mask":false,"no_jewellery":true,"short_nails":true},"outcome":"off_post","person":"person-0001","symptoms":["fever","wound"],"temperature_c":37.8})"},
            FullBody{RecordKind::kClearance,
                     R"({"by":"示例站长",)" SUNHALL_EVIDENCE
                     R"("cleared_at":"2026-11-24T12:00:00+08:00","person":"person-0001"})"},
            FullBody{RecordKind::kAbsence,
                     "{" SUNHALL_EVIDENCE R"("person":"person-0001","why":"sick"})"},
            FullBody{
                RecordKind::kDelivery,
                R"({"arrived_at":"2026-11-24T05:45:00+08:00","batch":"SL-1124-3",)" SUNHALL_EVIDENCE
                R"("certificates":["conformity","animal_quarantine"],"finished_how":"discarded","finished_on":"2026-11-26","origin":"湖北襄阳","produced_on":"2026-11-24","product":"product-0001","product_kind":"pork","product_name":"五花肉","quantity":8.0,"shelf_life_ends_on":"2026-11-26","specification":"带皮","supplier":"supplier-0001","supplier_licence_until":"2028-01-10","supplier_name":"示例肉类配送中心","temperature_c":3.5,"unit":"kg"})"},
            FullBody{
                RecordKind::kMeal,
                "{" SUNHALL_EVIDENCE
                R"("dishes":[{"dish":"dish-0001","name":"红烧肉","note":"软烂","used":["delivery-0001"]},{"name":"米饭"}],"ends_at":"2026-11-24T12:30:00+08:00","name":"午餐","served_at":"2026-11-24T11:02:00+08:00","starts_at":"2026-11-24T11:00:00+08:00"})"},
            FullBody{
                RecordKind::kCoreTemperature,
                "{" SUNHALL_EVIDENCE
                R"("dish":"红烧肉","meal":"meal-0001","measured_at":"2026-11-24T10:40:00+08:00","purpose":"cooking","temperature_c":82.5})"},
            FullBody{
                RecordKind::kHolding,
                "{" SUNHALL_EVIDENCE
                R"("dish":"红烧肉","held_min":130.0,"meal":"meal-0001","measured_at":"2026-11-24T12:40:00+08:00","temperature_c":63.0})"},
            FullBody{
                RecordKind::kSample,
                "{" SUNHALL_EVIDENCE
                R"("discarded_at":"2026-11-26T11:00:00+08:00","discarded_by":"person-0002","dish":"红烧肉","kept_until":"2026-11-26T10:50:00+08:00","meal":"meal-0001","person":"person-0001","store":"store-0001","taken_at":"2026-11-24T10:50:00+08:00","weight_g":155.0})"},
            FullBody{
                RecordKind::kDisinfection, "{" SUNHALL_EVIDENCE R"("concentration_mg_l":300.0,"ended_at":"2026-11-24T09:12:00+08:00","immersed_min":8.0,"method":"chlorine","person":"person-0001","rinsed":true,"sensor":"cabinet-1","started_at":"2026-11-24T09:00:00+08:00","temperature_c":24.0,"what":"砧板"})"},
            FullBody{
                RecordKind::kStorageCheck,
                "{" SUNHALL_EVIDENCE
                R"("measured_at":"2026-11-24T08:00:00+08:00","store":"store-0001","temperature_c":4.2})"},
            FullBody{
                RecordKind::kWaste,
                R"({"amount_kg":18.5,)" SUNHALL_EVIDENCE
                R"("collected_at":"2026-11-24T08:55:00+08:00","collector":"示例环卫公司","person":"person-0001","waste_kind":"厨余垃圾"})"},
            FullBody{
                RecordKind::kNotice,
                R"({"from":"2026-11-24T06:00:00+08:00","level":"important","text":"演示通知","until":"2026-11-24T20:00:00+08:00"})"},
            FullBody{RecordKind::kNothing, R"({"section":"deliveries"})"},
            FullBody{RecordKind::kFindingStep,
                     "{" SUNHALL_EVIDENCE
                     R"("finding":"check-missing:2026-11-24:person-0001","state":"closed"})"},
            FullBody{
                RecordKind::kSeal,
                R"({"count":60,"from":"2026-11-24T08:00:00+08:00","highest":5.5,"lowest":3.25,"sensor":"fridge-1","sha256":")" SUNHALL_SHA_A
                R"(","to":"2026-11-24T09:00:00+08:00"})"}};

#undef SUNHALL_EVIDENCE
#undef SUNHALL_SHA_A

}  // namespace sunhall::records
