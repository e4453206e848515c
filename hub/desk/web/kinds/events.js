// What a day's records consist of: their fields in the order in which people think of them. isLater: that it is empty is nothing
// that somebody forgot; isKept: it is sent even where it is not shown.
import { ABSENCES, CERTIFICATES, FINISHED, HYGIENE, METHODS, OUTCOMES, PRODUCT_KINDS, PURPOSES, SECTIONS, STEPS, SYMPTOMS,
  LEVELS } from './words.js';

const PHOTOS = { name: 'photos', word: ['照片', 'Photos'], type: 'photos' };
const NOTE = { name: 'note', word: ['备注', 'Note'], type: 'note', isLater: true };
const CAMERA = { name: 'camera', word: ['摄像头', 'Camera'], type: 'camera', isLater: true };
const EVIDENCE = [PHOTOS, NOTE, CAMERA];
const person = (word) => ({ name: 'person', word, type: 'thing', of: 'person' });
const temperature = (more) => ({ name: 'temperature_c', word: ['温度', 'Temperature'], type: 'number', unit: '°C', min: -60, max: 300,
  ...more });
const isMeat = (body) => body.product_kind === 'pork' || body.product_kind === 'meat';

export const BODY_QUICK = [36.2, 36.4, 36.5, 36.6, 36.8, 37.0];
export const WEIGHT_QUICK = [125, 130, 150, 200];

export const EVENTS = {
  morning_check: {
    word: ['晨检', 'Morning check'], icon: 'person', section: 'check', subject: 'person',
    fields: [
      { ...person(['人员', 'Person']), required: true },
      { name: 'outcome', word: ['结果', 'Outcome'], type: 'choice', choices: OUTCOMES },
      temperature({ word: ['体温', 'Body temperature'], min: 30, max: 45, quick: BODY_QUICK }),
      { name: 'symptoms', word: ['症状', 'Symptoms'], type: 'many', choices: SYMPTOMS },
      { name: 'hygiene', word: ['卫生', 'Hygiene'], type: 'flags', choices: HYGIENE },
      { name: 'checked_at', word: ['检查时间', 'Checked at'], type: 'time' }, ...EVIDENCE],
  },
  clearance: {
    word: ['复岗', 'Back on post'], icon: 'person', section: 'check', subject: 'person',
    fields: [{ ...person(['人员', 'Person']), required: true }, { name: 'cleared_at', word: ['复岗时间', 'Cleared at'], type: 'time' },
      { name: 'by', word: ['批准人', 'Decided by'], type: 'text' }, ...EVIDENCE],
  },
  absence: {
    word: ['不在岗', 'Not on shift'], icon: 'person', section: 'check', subject: 'person',
    fields: [{ ...person(['人员', 'Person']), required: true }, { name: 'why', word: ['原因', 'Why'], type: 'choice', choices: ABSENCES },
      NOTE],
  },
  delivery: {
    word: ['进货', 'Delivery'], icon: 'box', section: 'delivery', subject: 'product_name',
    fields: [
      { name: 'product_name', word: ['品名', 'Product'], type: 'text', required: true },
      { name: 'product_kind', word: ['类别', 'Kind'], type: 'choice', choices: PRODUCT_KINDS },
      { name: 'quantity', word: ['数量', 'Quantity'], type: 'number', min: 0, max: 100000, unitField: 'unit' },
      { name: 'unit', word: ['单位', 'Unit'], type: 'text', suggest: ['千克', '箱', '袋', '瓶', '个'] },
      { name: 'batch', word: ['批号', 'Batch'], type: 'text' },
      { name: 'produced_on', word: ['生产日期', 'Produced on'], type: 'date' },
      { name: 'shelf_life_ends_on', word: ['保质期至', 'Best before'], type: 'date' },
      { name: 'supplier', word: ['供货商', 'Supplier'], type: 'thing', of: 'supplier' },
      { name: 'supplier_name', word: ['供货商名称', 'Supplier\'s name'], type: 'text', when: (body) => !body.supplier, isKept: true },
      { name: 'supplier_licence_until', word: ['供货商许可至', 'Supplier\'s licence until'], type: 'date' },
      { name: 'certificates', word: ['查验证明', 'Certificates seen'], type: 'many',
        choices: (body) => CERTIFICATES.slice(0, isMeat(body) ? (body.product_kind === 'pork' ? 4 : 3) : 1) },
      temperature({ word: ['到货温度', 'Temperature on arrival'], max: 100 }),
      { name: 'specification', word: ['规格', 'Specification'], type: 'text' },
      { name: 'origin', word: ['产地', 'Origin'], type: 'text' },
      { name: 'arrived_at', word: ['到货时间', 'Arrived at'], type: 'time' },
      { name: 'finished_how', word: ['去向', 'What became of it'], type: 'choice', choices: FINISHED, isLater: true },
      { name: 'finished_on', word: ['用完日期', 'Finished on'], type: 'date', isLater: true }, ...EVIDENCE],
  },
  meal: {
    word: ['供餐', 'Meal'], icon: 'bowl', section: 'meal', subject: 'name',
    fields: [
      { name: 'name', word: ['餐次', 'Meal'], type: 'text', required: true, suggest: ['早餐', '午餐', '晚餐', '加餐'] },
      { name: 'starts_at', word: ['开始', 'Starts'], type: 'time' }, { name: 'ends_at', word: ['结束', 'Ends'], type: 'time' },
      { name: 'dishes', word: ['菜品', 'Dishes'], type: 'dishes' }, { name: 'served_at', word: ['开餐时间', 'Served at'], type: 'time' },
      ...EVIDENCE],
  },
  core_temperature: {
    word: ['中心温度', 'Core temperature'], icon: 'thermometer', section: 'temperature', subject: 'dish',
    fields: [
      { name: 'dish', word: ['菜品', 'Dish'], type: 'text', required: true },
      temperature({ word: ['中心温度', 'Core temperature'], min: 0, max: 150, quick: [70, 75, 80, 85, 90] }),
      { name: 'purpose', word: ['环节', 'When'], type: 'choice', choices: PURPOSES },
      { name: 'measured_at', word: ['测量时间', 'Measured at'], type: 'time' },
      { name: 'meal', word: ['餐次', 'Meal'], type: 'thing', of: 'meal' }, ...EVIDENCE],
  },
  holding: {
    word: ['保温', 'Holding'], icon: 'thermometer', section: 'temperature', subject: 'dish',
    fields: [
      { name: 'dish', word: ['菜品', 'Dish'], type: 'text', required: true },
      temperature({ min: -5, max: 120, quick: [60, 65, 70, 4, 8] }),
      { name: 'held_min', word: ['出锅后（分钟）', 'Minutes since cooked'], type: 'number', min: 0, max: 1440, quick: [30, 60, 90, 120] },
      { name: 'measured_at', word: ['测量时间', 'Measured at'], type: 'time' },
      { name: 'meal', word: ['餐次', 'Meal'], type: 'thing', of: 'meal' }, ...EVIDENCE],
  },
  sample: {
    word: ['留样', 'Sample'], icon: 'jar', section: 'sample', subject: 'dish',
    fields: [
      { name: 'dish', word: ['菜品', 'Dish'], type: 'text', required: true },
      { name: 'meal', word: ['餐次', 'Meal'], type: 'thing', of: 'meal', required: true },
      { name: 'weight_g', word: ['重量', 'Weight'], type: 'number', unit: ['克', 'g'], min: 0, max: 5000, quick: WEIGHT_QUICK },
      { name: 'taken_at', word: ['留样时间', 'Taken at'], type: 'time' }, { name: 'kept_until', word: ['保留到', 'Kept until'], type: 'time' },
      person(['留样人', 'Taken by']), { name: 'store', word: ['存放处', 'Kept in'], type: 'thing', of: 'store' },
      { name: 'discarded_at', word: ['倒掉时间', 'Thrown away at'], type: 'time', isLater: true },
      { name: 'discarded_by', word: ['倒样人', 'Thrown away by'], type: 'thing', of: 'person', isLater: true }, ...EVIDENCE],
  },
  disinfection: {
    word: ['消毒', 'Disinfection'], icon: 'drops', section: 'disinfection', subject: 'what',
    fields: [
      { name: 'what', word: ['消毒什么', 'What'], type: 'text', required: true, suggest: ['碗筷', '餐盘', '汤桶', '砧板刀具', '抹布'] },
      { name: 'method', word: ['方法', 'Method'], type: 'choice', choices: METHODS, required: true },
      { name: 'started_at', word: ['开始', 'Started'], type: 'time' }, { name: 'ended_at', word: ['结束', 'Ended'], type: 'time' },
      temperature({ max: 300, when: (body) => body.method !== 'chlorine', quick: [85, 100, 120, 125, 130] }),
      { name: 'concentration_mg_l', word: ['有效氯', 'Available chlorine'], type: 'number', unit: ['毫克/升', 'mg/L'], min: 0, max: 10000,
        quick: [250, 300, 500], when: (body) => body.method === 'chlorine' },
      { name: 'immersed_min', word: ['浸泡（分钟）', 'Immersed (minutes)'], type: 'number', min: 0, max: 1440, quick: [5, 10, 15],
        when: (body) => body.method === 'chlorine' },
      { name: 'rinsed', word: ['已冲净', 'Rinsed'], type: 'bool', when: (body) => body.method === 'chlorine' },
      person(['操作人', 'Done by']), ...EVIDENCE],
  },
  storage_check: {
    word: ['库温', 'Store temperature'], icon: 'thermometer', section: 'temperature', subject: 'store',
    fields: [{ name: 'store', word: ['位置', 'Store'], type: 'thing', of: 'store', required: true }, temperature({ max: 120 }),
      { name: 'measured_at', word: ['查看时间', 'Read at'], type: 'time' }, ...EVIDENCE],
  },
  waste: {
    word: ['废弃物', 'Waste'], icon: 'bin', section: 'waste', subject: 'waste_kind',
    fields: [
      { name: 'waste_kind', word: ['种类', 'Kind'], type: 'text', required: true, suggest: ['厨余垃圾', '废弃油脂', '隔油池油污'] },
      { name: 'amount_kg', word: ['重量', 'Amount'], type: 'number', unit: ['千克', 'kg'], min: 0, max: 10000, quick: [10, 20, 30, 50] },
      { name: 'collector', word: ['收运单位', 'Collector'], type: 'text' },
      { name: 'collected_at', word: ['收运时间', 'Collected at'], type: 'time' }, person(['交付人', 'Handed over by']), ...EVIDENCE],
  },
  notice: {
    word: ['通知', 'Notice'], icon: 'megaphone', section: 'notice', subject: 'text',
    fields: [{ name: 'text', word: ['内容', 'Text'], type: 'note', required: true },
      { name: 'level', word: ['级别', 'Level'], type: 'choice', choices: LEVELS, required: true },
      { name: 'from', word: ['从', 'From'], type: 'time' }, { name: 'until', word: ['到', 'Until'], type: 'time' }],
  },
  nothing: {
    word: ['今日无', 'None today'], icon: 'none', section: 'nothing', subject: 'section',
    fields: [{ name: 'section', word: ['哪一项', 'Which'], type: 'choice', choices: SECTIONS, required: true }],
  },
  finding_step: {
    word: ['告警处理', 'Warning handled'], icon: 'warning', section: 'warning', subject: 'finding',
    fields: [{ name: 'finding', word: ['告警', 'Warning'], type: 'text', required: true },
      { name: 'state', word: ['处理', 'State'], type: 'choice', choices: STEPS, required: true }, NOTE],
  },
};
