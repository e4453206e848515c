// Values that records may have, with the words for them: [value, 中文, English].
export const OUTCOMES = [['passed', '合格', 'Passed'], ['off_post', '离岗', 'Off post']];
export const SYMPTOMS = [
  ['fever', '发热', 'Fever'], ['diarrhoea', '腹泻', 'Diarrhoea'], ['sore_throat', '咽痛', 'Sore throat'], ['wound', '伤口', 'Wound'],
  ['nausea', '恶心', 'Nausea'], ['vomiting', '呕吐', 'Vomiting'], ['jaundice', '黄疸', 'Jaundice'], ['cough', '咳嗽', 'Cough'],
  ['eczema', '湿疹', 'Eczema'], ['scald', '烫伤', 'Scald'],
];
export const HYGIENE = [
  ['cap', '工作帽', 'Cap'], ['coat', '工作服', 'Coat'], ['mask', '口罩', 'Mask'], ['no_jewellery', '无首饰', 'No jewellery'],
  ['short_nails', '指甲短', 'Short nails'], ['hands_washed', '洗手', 'Hands washed'],
];
export const ABSENCES = [['rest', '休息', 'Day off'], ['leave', '请假', 'Leave'], ['sick', '病假', 'Sick']];
export const PRODUCT_KINDS = [['pork', '猪肉', 'Pork'], ['meat', '其他肉类', 'Other meat'], ['other', '其他', 'Other']];
export const CERTIFICATES = [
  ['conformity', '合格证明', 'Proof of conformity'], ['animal_quarantine', '动物检疫证', 'Animal quarantine'],
  ['meat_inspection', '肉品检验证', 'Meat inspection'], ['african_swine_fever', '非洲猪瘟检测', 'Swine fever test'],
];
export const FINISHED = [['used', '用完了', 'Used up'], ['discarded', '已丢弃', 'Thrown away'], ['returned', '已退货', 'Sent back']];
export const METHODS = [
  ['steam', '蒸汽', 'Steam'], ['boil', '煮沸', 'Boiling'], ['infrared', '红外线', 'Infrared'], ['chlorine', '含氯消毒液', 'Chlorine'],
  ['dishwasher', '洗碗机', 'Dishwasher'],
];
export const PURPOSES = [['cooking', '烹饪', 'Cooking'], ['reheating', '再加热', 'Reheating']];
export const STORE_KINDS = [
  ['refrigerator', '冷藏', 'Refrigerator'], ['freezer', '冷冻', 'Freezer'], ['cold_dish_room', '凉菜间', 'Cold-dish room'],
  ['hot_holding', '热藏', 'Hot holding'],
];
export const LEVELS = [['info', '通知', 'Information'], ['important', '重要', 'Important'], ['urgent', '紧急', 'Urgent']];
export const SECTIONS = [
  ['deliveries', '进货', 'Deliveries'], ['waste', '废弃物', 'Waste'], ['disinfections', '消毒', 'Disinfection'], ['meals', '供餐', 'Meals'],
  ['notices', '通知', 'Notices'],
];
export const STEPS = [['acknowledged', '已知悉', 'Acknowledged'], ['handled', '已处理', 'Handled'], ['closed', '已关闭', 'Closed']];
export const WEEK = [['mon', '周一', 'Mon'], ['tue', '周二', 'Tue'], ['wed', '周三', 'Wed'], ['thu', '周四', 'Thu'], ['fri', '周五', 'Fri'],
  ['sat', '周六', 'Sat'], ['sun', '周日', 'Sun']];
export const SOURCES = [['desk', '手工登记', 'Entered at the desk'], ['sensor', '传感器', 'Sensor'], ['import', '导入', 'Import'],
  ['api', '接口', 'API']];
export const ROLES = [['staff', '员工', 'Staff'], ['manager', '管理员', 'Manager'], ['inspector', '监管员', 'Inspector'],
  ['family', '家属', 'Family'],
  ['admin', '系统管理员', 'Administrator']];

export const wordOf = (choices, value) => {
  const found = choices.find(([known]) => known === value);
  return found ? [found[1], found[2]] : [String(value ?? ''), String(value ?? '')];
};
